import { relative } from 'node:path';
import { snapshotFile } from '../store/files';
import { quiet } from './policy';
import type { SnapshotHeader, SnapshotOutcome } from '../types';

const otherState =
  'this run looks at the tables in another state (--stale, --bloat, --not-visible)';

/** What becomes of the snapshot in a run that looks at other things than the scenario does: nothing. */
export function notComparedOutcome(
  {
    snapshotsDirectory,
    cwd,
    scenario,
  }: {
    readonly snapshotsDirectory: string;
    readonly cwd: string;
    readonly scenario: { readonly name: string };
  },
  { engine }: SnapshotHeader,
  message = otherState,
): SnapshotOutcome {
  const file = snapshotFile(snapshotsDirectory, scenario.name, engine);
  return {
    file: relative(cwd, file).replaceAll('\\', '/'),
    ...quiet,
    state: 'not-compared',
    message,
  };
}
