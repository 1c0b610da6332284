import { relative } from 'node:path';
import type { Finding } from '../findings/types';
import type { SourcePosition } from '../scenario/position';
import { markAccepted } from './accept';
import { compareSnapshot, defaultTolerance, type Comparison } from './compare';
import { snapshotFile } from './files';
import { entryKey } from './order';
import { lowerHarmless } from './harmless';
import { decide, type Accepted, type PolicyOptions } from './policy';
import { readSnapshot, writeSnapshot, type StoredSnapshot } from './store';
import type { Snapshot, SnapshotOutcome } from './types';

export interface SnapshotCheck extends PolicyOptions {
  /** Folder of the snapshots. */
  readonly directory: string;
  /** Folder that file names in messages are relative to. */
  readonly cwd: string;
  readonly current: Snapshot;
  /** What was found without the snapshot; those that stand in it come back as allowed. */
  readonly findings: readonly Finding[];
  readonly tolerance?: number;
  /** True where the command line says how to run. */
  readonly adHoc?: boolean;
  /** Keys (`entryKey`) of cases that couldn't be planned at every scale: what was accepted of them stays. */
  readonly unknown?: ReadonlySet<string>;
  readonly position?: (query: string) => SourcePosition | undefined;
}

export interface SnapshotVerdict {
  /** The findings given, and those against the snapshot. */
  readonly findings: readonly Finding[];
  readonly outcome: SnapshotOutcome;
}

/**
 * Compares a run with the accepted snapshot of its scenario, and writes what the policy says.
 *
 * @throws PlancliffError `snapshot` where the file can't be read or written at all
 */
export async function checkSnapshot(check: SnapshotCheck): Promise<SnapshotVerdict> {
  const { scenario, header } = check.current;
  const file = snapshotFile(check.directory, scenario, header.engine);
  const shown = relative(check.cwd, file).replaceAll('\\', '/');
  const known = {
    ...check.current,
    entries: check.current.entries.filter((entry) => !check.unknown?.has(entryKey(entry))),
  };
  for (;;) {
    const stored = await readSnapshot(file, shown);
    const accepted = acceptedOf(stored, known, check);
    const { write, outcome } = decide(accepted, known, check);
    const text = stored.state === 'absent' ? undefined : stored.text;
    // Another run wrote it meanwhile: what is there now is what this run must be compared with.
    if (write !== undefined && !(await writeSnapshot(file, write, text))) continue;
    return {
      findings: verdict(check, known, accepted, write, shown),
      outcome: { file: shown, ...outcome },
    };
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

/** With `-u` a run is judged by what it has just accepted, else by what was accepted before it. */
function verdict(
  check: SnapshotCheck,
  current: Snapshot,
  accepted: Accepted,
  written: Snapshot | undefined,
  file: string,
): Finding[] {
  const comparison: Comparison | undefined =
    check.update && written !== undefined
      ? compareSnapshot(written, current, check)
      : accepted.state === 'read'
        ? accepted.comparison
        : undefined;
  if (comparison === undefined) return [...check.findings];
  const tolerance = check.tolerance ?? defaultTolerance;
  const findings = lowerHarmless(comparison.findings, check.findings, tolerance);
  return [...markAccepted(check.findings, { ...comparison, findings }, file), ...findings];
}
