import type { Finding } from '../findings/types';
import type { FindingKind } from '../findings/kinds';
import type { Comparison } from './compare';
import { entryKey } from './order';

/** Findings that a reader of the snapshot sees in its lines, so that accepting it accepts them. */
const visible = new Set<FindingKind>([
  'index-lost',
  'index-demoted',
  'index-only-lost',
  'index-swapped',
  'no-index',
]);

/** Whether `-u` accepts findings of this kind; the others need an `allow`. */
export const standsInSnapshot = (kind: FindingKind): boolean => visible.has(kind);

/**
 * Marks the findings that stand in the accepted snapshot as allowed. Those of a case that got worse since, or
 * that the snapshot doesn't hold, stay as they are.
 */
export function markAccepted(
  findings: readonly Finding[],
  comparison: Comparison,
  file: string,
): Finding[] {
  const worse = new Set(
    comparison.findings.filter(({ severity }) => severity !== 'info').map(entryKey),
  );
  const accepted = new Set(
    comparison.comparable
      ? [...comparison.matched, ...comparison.changed]
          .map(entryKey)
          .filter((key) => !worse.has(key))
      : [],
  );
  return findings.map((finding) =>
    finding.allowed === undefined && visible.has(finding.kind) && accepted.has(entryKey(finding))
      ? { ...finding, allowed: `stands in ${file}` }
      : finding,
  );
}
