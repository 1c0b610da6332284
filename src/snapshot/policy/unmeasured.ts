import type { Finding } from '../../findings/types';
import { entryKey } from '../entry-order';
import type { AcceptedFinding, SnapshotEntry } from '../types';
import { judgedByTrial } from './judged-by-trial';

/**
 * The entries that this run can neither confirm nor refute: what was accepted or acquitted rests on what a trial measured,
 * nothing was run this time, and the plans are the same.
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
      unmeasured.has(entryKey(entry)) &&
      same.has(entryKey(entry)) &&
      linesOf(entry).length + entry.acquitted.length > 0,
  );
}

const linesOf = ({ accepted }: SnapshotEntry): readonly AcceptedFinding[] =>
  accepted.filter(judgedByTrial);

/** Estimates do not reopen a measured case, whatever they make of the same plans. */
export function leaveUnjudged(
  findings: readonly Finding[],
  unjudged: readonly SnapshotEntry[],
  file: string,
): readonly Finding[] {
  const known = new Map(unjudged.map((entry) => [entryKey(entry), entry]));
  return findings.map((finding) => {
    const entry = known.get(entryKey(finding));
    if (entry === undefined || finding.allowed !== undefined || !judgedByTrial(finding)) {
      return finding;
    }
    const became = linesOf(entry).length > 0 ? 'accepted' : 'acquitted by a trial';
    return { ...finding, allowed: `not measured in this run, and ${became} in ${file}` };
  });
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
    const own = entry.accepted.filter((line) => !judgedByTrial(line));
    return { ...entry, accepted: [...linesOf(known), ...own], acquitted: known.acquitted };
  });
}

export const unjudgedFindings = (unjudged: readonly SnapshotEntry[]): number =>
  unjudged.flatMap(linesOf).length;
