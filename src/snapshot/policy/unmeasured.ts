import { findingInfo } from '../../findings/catalogue';
import type { FindingKind } from '../../findings/kinds';
import type { Finding } from '../../findings/types';
import { entryKey } from '../entry-order';
import type { AcceptedFinding, SnapshotEntry } from '../types';

/** Kinds whose severity a trial decides; without one, the estimates and bounds of the planner stand in. */
const judgedByTrial = (kind: string): boolean =>
  kind === 'early-stop' || (kind in findingInfo && findingInfo[kind as FindingKind].graded);

/**
 * The entries whose accepted findings this run can neither confirm nor refute: what was accepted rests on what a trial
 * measured, nothing was run this time, and the plans are the same.
 *
 * @param unmeasured keys of the cases that no trial ran
 * @param matched the entries whose timelines are those of the snapshot
 */
export function unjudgedEntries(
  entries: readonly SnapshotEntry[],
  unmeasured: ReadonlySet<string>,
  matched: readonly SnapshotEntry[],
): readonly SnapshotEntry[] {
  const same = new Set(matched.map(entryKey));
  return entries.filter(
    (entry) =>
      unmeasured.has(entryKey(entry)) && same.has(entryKey(entry)) && linesOf(entry).length > 0,
  );
}

const linesOf = ({ accepted }: SnapshotEntry): readonly AcceptedFinding[] =>
  accepted.filter(({ kind }) => judgedByTrial(kind));

/** Estimates do not reopen what was accepted of a measured case, whatever they make of the same plans. */
export function leaveUnjudged(
  findings: readonly Finding[],
  unjudged: readonly SnapshotEntry[],
  file: string,
): readonly Finding[] {
  const keys = new Set(unjudged.map(entryKey));
  return findings.map((finding) =>
    keys.has(entryKey(finding)) && finding.allowed === undefined && judgedByTrial(finding.kind)
      ? { ...finding, allowed: `not measured in this run, and accepted in ${file}` }
      : finding,
  );
}

/** With `-u` the lines of such entries stay: this run has nothing to put in their place. */
export function keepUnjudged(
  current: readonly SnapshotEntry[],
  unjudged: readonly SnapshotEntry[],
): SnapshotEntry[] {
  const before = new Map(unjudged.map((entry) => [entryKey(entry), entry]));
  return current.map((entry) => {
    const known = before.get(entryKey(entry));
    if (known === undefined) return entry;
    const own = entry.accepted.filter(({ kind }) => !judgedByTrial(kind));
    return { ...entry, accepted: [...linesOf(known), ...own] };
  });
}

export const unjudgedFindings = (unjudged: readonly SnapshotEntry[]): number =>
  unjudged.flatMap(linesOf).length;
