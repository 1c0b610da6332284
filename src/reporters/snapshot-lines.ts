import type { SnapshotOutcome } from '../snapshot/types';
import { counted } from './facts';
import type { CheckResult } from './types';

/** What became of the snapshots, in Jest's words; empty where each matched. */
export function snapshotLines(result: CheckResult): string[] {
  return [
    ...result.scenarios.flatMap(({ snapshot }) =>
      snapshot === undefined ? [] : outcomeLines(snapshot),
    ),
    ...result.obsoleteSnapshots.map((file) => `${file} is obsolete: it has no scenario.`),
  ];
}

function outcomeLines(outcome: SnapshotOutcome): string[] {
  const { file, state, added, updated, obsolete, removed, message } = outcome;
  const lines: string[] = [];
  if (state === 'unreadable') lines.push(`${file} can't be read, and was left as it is.`);
  if (state === 'differs') lines.push(`${file} differs.`);
  if (message !== undefined) lines.push(message.endsWith('.') ? message : `${message}.`);
  if (added > 0) {
    lines.push(
      state === 'missing'
        ? `${counted(added, 'case')} not written to ${file}: new snapshots are refused in CI.`
        : `${counted(added, 'case')} written to ${file}.`,
    );
  }
  if (updated > 0) lines.push(`${counted(updated, 'case')} updated in ${file}.`);
  if (obsolete.length > 0) {
    lines.push(
      `${counted(obsolete.length, 'case')} ${removed ? 'removed from' : 'obsolete in'} ${file}: ${obsolete.join(', ')}.`,
    );
  }
  return lines;
}

/** `Snapshots: 1 written, 2 matched, 3 total`. */
export function snapshotSummary({ scenarios }: CheckResult): string {
  const states = scenarios.flatMap(({ snapshot }) =>
    snapshot === undefined ? [] : [snapshot.state],
  );
  if (states.length === 0) return '';
  const order = ['unreadable', 'missing', 'differs', 'updated', 'written', 'matched'] as const;
  const parts = order.flatMap((state) => {
    const count = states.filter((each) => each === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `Snapshots: ${[...parts, `${states.length} total`].join(', ')}`;
}
