import type { Finding } from '../../findings/types';

/**
 * Lowers to a note a cliff that the judged timeline rates as one: where the work follows the result, a
 * full scan is right, and it is no worse for beginning somewhere else. A cliff that was not judged, because the
 * index is used at no size any more, stays an error.
 */
export function downgradeNotes(
  againstSnapshot: readonly Finding[],
  judged: readonly Finding[],
  tolerance: number,
): Finding[] {
  const losses = judged.filter(({ kind }) => kind === 'index-lost');
  return againstSnapshot.map((finding) => {
    if (finding.kind !== 'cliff-appeared' && finding.kind !== 'cliff-moved-earlier') return finding;
    const same = losses.filter((loss) => isSameLoss(loss, finding, tolerance));
    return same.length > 0 && same.every(({ severity }) => severity === 'info')
      ? {
          ...finding,
          severity: 'info',
          why: `${finding.why} The cost rises with the rows returned: a full scan is right there.`,
        }
      : finding;
  });
}

function isSameLoss(loss: Finding, cliff: Finding, tolerance: number): boolean {
  if (loss.at === undefined || cliff.at === undefined) return false;
  const apart = Math.max(loss.at, cliff.at) / Math.min(loss.at, cliff.at);
  return (
    loss.query === cliff.query &&
    loss.case === cliff.case &&
    loss.condition === cliff.condition &&
    loss.index === cliff.index &&
    apart <= 1 + tolerance
  );
}
