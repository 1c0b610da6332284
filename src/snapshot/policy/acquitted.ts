import { severities } from '../../findings/kinds';
import type { Finding } from '../../findings/types';
import { entryKey } from '../entry-order';
import type { AcceptedFinding, SnapshotEntry } from '../types';
import { lineOf, linesFor } from './accepted-findings';
import { judgedByTrial } from './judged-by-trial';

/**
 * Adds to each entry what the planner's estimates accuse and the measurements of this run do not, as severely: a run without
 * trials has only the estimates. Where something measured is accepted, such a run leaves the case alone in any case.
 *
 * @param findings of this run
 * @param estimates what the same timelines come to without measurements
 * @param unmeasured keys of the cases that no trial ran
 */
export function withAcquitted(
  entries: readonly SnapshotEntry[],
  findings: readonly Finding[],
  estimates: readonly Finding[],
  unmeasured: ReadonlySet<string> = new Set(),
): SnapshotEntry[] {
  return entries.map((entry) => {
    const key = entryKey(entry);
    if (unmeasured.has(key) || entry.accepted.some(judgedByTrial)) return entry;
    const accused = findings
      .filter((finding) => entryKey(finding) === key)
      .flatMap((finding) => lineOf(finding) ?? []);
    const acquitted = linesFor(entry, estimates.filter(judgedByTrial)).filter(
      (line) => !accused.some((own) => isAsSevere(own, line)),
    );
    return { ...entry, acquitted };
  });
}

const isAsSevere = (own: AcceptedFinding, line: AcceptedFinding): boolean =>
  own.kind === line.kind &&
  own.subject === line.subject &&
  severities.indexOf(own.severity) <= severities.indexOf(line.severity);
