import type { Finding } from '../../findings/types';
import { severities } from '../../findings/kinds';
import { roundRows } from '../../text/row-count';
import { byCodeUnit, entryKey } from '../entry-order';
import type { AcceptedFinding, SnapshotEntry } from '../types';

/** Significant digits of an accepted row count, as of the changes of a timeline. */
const digits = 3;

/**
 * Adds to the entries what `-u` accepts: every error and every warning that no `allow` covers, of whatever kind. Notes
 * need no acceptance. A query that does not plan has no entry: only an `allow` accepts it.
 */
export function withAccepted(
  entries: readonly SnapshotEntry[],
  findings: readonly Finding[],
): SnapshotEntry[] {
  return entries.map((entry) => ({ ...entry, accepted: linesFor(entry, findings) }));
}

/** The errors and warnings of an entry that no `allow` covers, as a snapshot lists them. */
export function linesFor(entry: SnapshotEntry, findings: readonly Finding[]): AcceptedFinding[] {
  return distinct(
    findings
      .filter((finding) => entryKey(finding) === entryKey(entry) && finding.allowed === undefined)
      .flatMap((finding) => lineOf(finding) ?? []),
  );
}

/** Marks the findings that a snapshot lists as accepted. One that got worse since stays as it is. */
export function markAccepted(
  findings: readonly Finding[],
  entries: readonly SnapshotEntry[],
  options: { readonly tolerance: number; readonly file: string },
): Finding[] {
  const accepted = new Map(entries.map((entry) => [entryKey(entry), entry.accepted]));
  return findings.map((finding) => {
    const own = lineOf(finding);
    const lines = accepted.get(entryKey(finding)) ?? [];
    const covered =
      finding.allowed === undefined &&
      own !== undefined &&
      lines.some((line) => covers(line, own, options.tolerance));
    return covered ? { ...finding, allowed: `accepted in ${options.file}` } : finding;
  });
}

/** What is to be listed anew: a line that moved within the tolerance is kept, lest it churn. */
export function keepAccepted(
  before: readonly AcceptedFinding[],
  now: readonly AcceptedFinding[],
  tolerance: number,
): AcceptedFinding[] {
  return now.map(
    (line) =>
      before.find(
        (old) =>
          old.severity === line.severity &&
          covers(old, line, tolerance) &&
          covers(line, old, tolerance),
      ) ?? line,
  );
}

/** Lines of the snapshot that no finding of this run is about any more. */
export function staleAccepted(
  entries: readonly SnapshotEntry[],
  findings: readonly Finding[],
): { readonly entry: SnapshotEntry; readonly line: AcceptedFinding }[] {
  const found = new Set(
    findings
      .filter(({ allowed }) => allowed === undefined)
      .map((finding) => identity(entryKey(finding), finding.kind, subjectOf(finding))),
  );
  return entries.flatMap((entry) =>
    entry.accepted
      .filter((line) => !found.has(identity(entryKey(entry), line.kind, line.subject)))
      .map((line) => ({ entry, line })),
  );
}

const identity = (...parts: readonly string[]): string => JSON.stringify(parts);

/** Undefined for a note. */
export function lineOf(finding: Finding): AcceptedFinding | undefined {
  const { kind, severity, at } = finding;
  if (severity === 'info') return undefined;
  return {
    severity,
    kind,
    ...(at === undefined ? {} : { at: Math.max(1, roundRows(at, digits)) }),
    subject: subjectOf(finding),
  };
}

function subjectOf({ index, occurrence, relation }: Finding): string {
  const place = occurrence ?? relation;
  return [index, place === undefined ? undefined : `(${place})`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** Equally severe at most, and at no smaller row count, apart from the tolerance. */
function covers(line: AcceptedFinding, finding: AcceptedFinding, tolerance: number): boolean {
  return (
    line.kind === finding.kind &&
    line.subject === finding.subject &&
    severities.indexOf(line.severity) <= severities.indexOf(finding.severity) &&
    (line.at === undefined || finding.at === undefined || line.at <= finding.at * (1 + tolerance))
  );
}

/** Of one kind and subject the one at the smallest row count, which covers the others. */
function distinct(lines: readonly AcceptedFinding[]): AcceptedFinding[] {
  return [...lines]
    .sort(
      (a, b) =>
        byCodeUnit(a.kind, b.kind) ||
        byCodeUnit(a.subject, b.subject) ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        (a.at ?? 0) - (b.at ?? 0),
    )
    .filter((line, index, sorted) => {
      const before = sorted[index - 1];
      return before === undefined || !covers(before, line, 0);
    });
}
