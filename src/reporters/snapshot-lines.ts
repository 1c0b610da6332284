import type { Finding } from '../findings/types';
import type { SnapshotOutcome } from '../snapshot/types';
import { counted, isAgainstSnapshot, isOpen } from './finding-labels';
import type { CheckResult } from '../check/result';

/** What became of the snapshots, in Jest's words; empty where each matched. */
export function snapshotLines(result: CheckResult): string[] {
  return [
    ...result.scenarios.flatMap(({ snapshot, findings }) =>
      snapshot === undefined ? [] : outcomeLines(snapshot, findings),
    ),
    ...result.obsoleteSnapshots.map((file) => `${file} is obsolete: it has no scenario.`),
  ];
}

function outcomeLines(outcome: SnapshotOutcome, findings: readonly Finding[]): string[] {
  const { file, state, added, updated, accepted, obsolete, removed, message } = outcome;
  const { unmeasured, notes } = outcome;
  const lines: string[] = [];
  if (state === 'unreadable') lines.push(`${file} can't be read, and was left as it is.`);
  if (state === 'differs') lines.push(`${file} differs${harmless(findings)}.`);
  if (state === 'unwritten') {
    lines.push(`${file} could not be written: ${message ?? 'unknown reason'}.`);
  } else if (state === 'not-compared') {
    lines.push(`Not compared with ${file}: ${message ?? 'another run'}.`);
  } else if (message !== undefined) {
    lines.push(message.endsWith('.') ? message : `${message}.`);
  }
  if (added > 0) {
    lines.push(
      state === 'missing'
        ? `${counted(added, 'case')} not written to ${file}: new snapshots are refused in CI.`
        : `${counted(added, 'case')} written to ${file}.`,
    );
  }
  if (updated > 0) lines.push(`${counted(updated, 'case')} updated in ${file}.`);
  if (accepted > 0) lines.push(`${counted(accepted, 'finding')} accepted in ${file}.`);
  if (obsolete.length > 0) {
    lines.push(
      `${counted(obsolete.length, 'case')} ${removed ? 'removed from' : 'obsolete in'} ${file}: ${obsolete.join(', ')}.`,
    );
  }
  lines.push(...notes.map((note) => `${file}: ${note}.`));
  if (unmeasured > 0) {
    const [was, is] = unmeasured === 1 ? ['was', 'is'] : ['were', 'are'];
    lines.push(
      `${file}: ${counted(unmeasured, 'accepted finding')} ${was} not measured in this run, and ${is} not compared.`,
    );
  }
  return lines;
}

/** Only `--all` lists notes against the snapshot; their number is always printed. */
function harmless(findings: readonly Finding[]): string {
  const notes = findings.filter(
    (finding) => isAgainstSnapshot(finding) && isOpen(finding) && finding.severity === 'info',
  ).length;
  return notes === 0
    ? ''
    : `: ${counted(notes, 'harmless change')} (--all shows ${notes === 1 ? 'it' : 'them'})`;
}

/** `Snapshots: 1 written, 2 matched, 3 total`. */
export function snapshotSummary({ scenarios }: CheckResult): string {
  const states = scenarios.flatMap(({ snapshot }) =>
    snapshot === undefined ? [] : [snapshot.state],
  );
  if (states.length === 0) return '';
  const order = [
    'unreadable',
    'unwritten',
    'missing',
    'differs',
    'updated',
    'written',
    'not-compared',
    'matched',
  ] as const;
  const parts = order.flatMap((state) => {
    const count = states.filter((each) => each === state).length;
    return count === 0 ? [] : [`${count} ${state.replace('-', ' ')}`];
  });
  return `Snapshots: ${[...parts, `${states.length} total`].join(', ')}`;
}
