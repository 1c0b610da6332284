import type { Finding } from '../../findings/types';
import type { Case } from '../../scenario/types';
import { compareSnapshot, type CompareOptions, defaultTolerance } from '../compare/compare';
import { entryKey } from '../entry-order';
import type { Snapshot, SnapshotEntry } from '../types';
import { lineOf, linesFor, markAccepted } from './accepted-findings';

/**
 * Whether a snapshot accepts all that a run found of a case: its timelines are as they were, every error and warning is
 * accepted, and every accepted finding is found again, as severe. Only of a case that has accepted findings.
 *
 * @param findings before advice is tried: one that only a tried plan shows counts as not found again
 */
export function acceptedCases(
  stored: Snapshot,
  current: Snapshot,
  findings: readonly Finding[],
  options: CompareOptions,
): (of: Pick<Case, 'query' | 'label'>) => boolean {
  const { comparable, skipped, matched } = compareSnapshot(stored, current, options);
  if (!comparable || skipped.length > 0) return () => false;
  const tolerance = options.tolerance ?? defaultTolerance;
  const open = markAccepted(findings, stored.entries, { tolerance, file: '' }).filter(
    (finding) => finding.allowed === undefined && lineOf(finding) !== undefined,
  );
  const same = new Set(matched.map(entryKey));
  return ({ query, label }) => {
    const isOf = (each: { readonly query: string; readonly case: string }): boolean =>
      each.query === query && each.case === label;
    const own = stored.entries.filter(isOf);
    return (
      own.some(({ accepted }) => accepted.length > 0) &&
      own.every((entry) => same.has(entryKey(entry)) && isFoundAgain(entry, findings)) &&
      !open.some(isOf)
    );
  };
}

function isFoundAgain(entry: SnapshotEntry, findings: readonly Finding[]): boolean {
  const lines = linesFor(entry, findings);
  return entry.accepted.every(({ kind, subject, severity }) =>
    lines.some(
      (line) => line.kind === kind && line.subject === subject && line.severity === severity,
    ),
  );
}
