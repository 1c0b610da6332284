import { relative } from 'node:path';
import { messageOf } from '../errors';
import type { Finding } from '../findings/types';
import type { SourcePosition } from '../scenario/position';
import { formatRows } from '../text/row-count';
import { markAccepted, staleAccepted, withAccepted } from './policy/accepted-findings';
import { withAcquitted } from './policy/acquitted';
import { few } from './compare/change-notes';
import { compareSnapshot, defaultTolerance, type Comparison } from './compare/compare';
import { snapshotFile } from './store/files';
import { snapshotVersion } from './format/format';
import { downgradeNotes } from './policy/downgrade';
import { entryKey, entryName } from './entry-order';
import {
  decide,
  unwritten,
  type Accepted,
  type Decision,
  type PolicyOptions,
} from './policy/policy';
import { obstacleOf } from './store/obstacle';
import {
  keepUnjudged,
  leaveUnjudged,
  unjudgedEntries,
  unjudgedFindings,
} from './policy/unmeasured';
import { readSnapshot, writeSnapshot, type StoredSnapshot } from './store/store';
import type { Snapshot, SnapshotEntry, SnapshotOutcome } from './types';

export interface SnapshotCheck extends PolicyOptions {
  /** Folder of the snapshots. */
  readonly directory: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly current: Snapshot;
  /** What was found without the snapshot; those that it lists as accepted come back as allowed. */
  readonly findings: readonly Finding[];
  /** What the same timelines come to without measurements; the findings themselves where absent. */
  readonly estimates?: readonly Finding[];
  /** Levels and allowances of the scenario, for the findings against the snapshot; those given have theirs. */
  readonly applyLevels?: (findings: readonly Finding[]) => readonly Finding[];
  /** True where the command line says how to run. */
  readonly adHoc?: boolean;
  /** Keys (`entryKey`) of cases that couldn't be planned at every scale: what was accepted of them stays. */
  readonly unknown?: ReadonlySet<string>;
  /** Keys of the cases that no trial ran: what was accepted of what was measured is not judged anew. */
  readonly unmeasured?: ReadonlySet<string>;
  readonly position?: (query: string) => SourcePosition | undefined;
  /** The table of each occurrence of a case, both named as in the snapshot's lines. */
  readonly tables?: (entry: SnapshotEntry) => ReadonlyMap<string, string>;
}

export interface SnapshotVerdict {
  /** The findings given, and those against the snapshot. */
  readonly findings: readonly Finding[];
  readonly outcome: SnapshotOutcome;
}

/**
 * Compares a run with the accepted snapshot of its scenario, and writes what the policy says. A file that cannot be read
 * or written is an outcome, not an error.
 */
export async function checkSnapshot(check: SnapshotCheck): Promise<SnapshotVerdict> {
  const { scenario, header } = check.current;
  const file = snapshotFile(check.directory, scenario, header.engine);
  const shown = relative(check.cwd, file).replaceAll('\\', '/');
  const known = {
    ...check.current,
    entries: withAcquitted(
      withAccepted(
        check.current.entries.filter((entry) => !check.unknown?.has(entryKey(entry))),
        check.findings,
      ),
      check.findings,
      check.estimates ?? check.findings,
      check.unmeasured,
    ),
  };
  const accepted = acceptedOf(await readSnapshot(file, shown), known, check);
  const unjudged = unjudgedOf(accepted, check);
  const kept = { ...known, entries: keepUnjudged(known.entries, unjudged) };
  const { write, outcome } = decide(accepted, kept, check);
  // The findings of a long run must not be lost with the file that it could not write.
  const failure = write === undefined ? undefined : await failureToWrite(file, write);
  return {
    findings: leaveUnjudged(
      verdict(check, known, accepted, failure === undefined ? write : undefined, shown),
      unjudged,
      shown,
    ),
    outcome: {
      file: shown,
      ...(await withObstacle(failure === undefined ? outcome : unwritten(failure), file, shown)),
      unmeasured: unjudgedFindings(unjudged),
      notes: notesOf(accepted, known, unjudged, check),
    },
  };
}

/** A file that could not be read or written, with what stands in its place instead of the system's words. */
async function withObstacle(
  outcome: Decision['outcome'],
  file: string,
  shown: string,
): Promise<Decision['outcome']> {
  if (outcome.state !== 'unreadable' && outcome.state !== 'unwritten') return outcome;
  const obstacle = await obstacleOf(file, shown);
  return obstacle === undefined ? outcome : { ...outcome, ...obstacle };
}

/** Why the file could not be written, or undefined where it was. */
async function failureToWrite(file: string, snapshot: Snapshot): Promise<string | undefined> {
  try {
    await writeSnapshot(file, snapshot);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function acceptedOf(stored: StoredSnapshot, current: Snapshot, check: SnapshotCheck): Accepted {
  if (stored.state === 'absent') return { state: 'absent' };
  if (stored.state === 'unreadable') {
    return { state: 'unreadable', message: stored.error.message };
  }
  return {
    state: 'read',
    snapshot: stored.snapshot,
    comparison: compareSnapshot(stored.snapshot, current, check),
  };
}

function unjudgedOf(accepted: Accepted, check: SnapshotCheck): readonly SnapshotEntry[] {
  if (accepted.state !== 'read' || check.unmeasured === undefined) return [];
  const { snapshot, comparison } = accepted;
  if (!comparison.comparable || comparison.skipped.length > 0) return [];
  return unjudgedEntries(snapshot.entries, check.unmeasured, comparison.matched);
}

/** With `-u` a run is judged by what it has just accepted, else by what was accepted before it. */
function verdict(
  check: SnapshotCheck,
  current: Snapshot,
  accepted: Accepted,
  written: Snapshot | undefined,
  file: string,
): Finding[] {
  const before = accepted.state === 'read' ? accepted : undefined;
  const snapshot = check.update && written !== undefined ? written : before?.snapshot;
  if (snapshot === undefined) return [...check.findings];
  const comparison: Comparison | undefined =
    snapshot === before?.snapshot ? before.comparison : compareSnapshot(snapshot, current, check);
  if (comparison === undefined) return [...check.findings];
  const tolerance = check.tolerance ?? defaultTolerance;
  const findings = downgradeNotes(comparison.findings, check.findings, tolerance);
  const judged =
    comparison.comparable && comparison.skipped.length === 0
      ? markAccepted(check.findings, snapshot.entries, { tolerance, file })
      : check.findings;
  return [...judged, ...(check.applyLevels?.(findings) ?? findings)];
}

/** What is out of date in the file and fails nothing; nothing where `-u` has just written it. */
function notesOf(
  accepted: Accepted,
  current: Snapshot,
  unjudged: readonly SnapshotEntry[],
  check: SnapshotCheck,
): string[] {
  if (accepted.state !== 'read' || check.update) return [];
  const { snapshot, comparison } = accepted;
  if (comparison.skipped.length > 0) return [];
  const run = new Set(current.entries.map(entryKey));
  const stale = staleAccepted(
    snapshot.entries.filter((entry) => run.has(entryKey(entry)) && !unjudged.includes(entry)),
    check.findings,
  ).map(({ entry, line: { kind, at } }) => {
    const place = at === undefined ? '' : ` at ${formatRows(at)}`;
    return `${entryName(entry)}: ${kind}${place}`;
  });
  const old =
    snapshot.version < snapshotVersion
      ? ['an earlier version wrote it, which did not list accepted findings: -u rewrites it']
      : [];
  return [
    ...comparison.notes,
    ...(stale.length > 0 ? [`accepted and no longer found (-u removes it): ${few(stale)}`] : []),
    ...old,
  ];
}
