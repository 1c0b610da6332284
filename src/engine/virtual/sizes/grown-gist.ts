import type { KeyOrder } from '../keys/key-order';

/**
 * Pages of a GiST or SP-GiST index that grew row by row. CREATE INDEX sorts ranges and addresses first; what it inserts
 * in the order of the table, as points and texts, takes the same.
 *
 * @param type of the leading column
 * @param built pages as CREATE INDEX makes them
 */
export function grownGist(
  { method, type }: { readonly method: string; readonly type: string | undefined },
  order: KeyOrder,
  built: number,
): number {
  return Math.ceil(built * pagesForOne(method, type ?? '', order));
}

/** As measured at 50,000 and 200,000 rows (docs/how-scaling-works.md). */
function pagesForOne(method: string, type: string, { kind }: KeyOrder): number {
  const isAddress = type === 'inet' || type === 'cidr';
  if (method !== 'gist') return isAddress ? 1.49 : 1;
  // The half of a page behind ranges that rise gets no more of them.
  if (type.endsWith('range')) return kind === 'end' ? 1.99 : 1.35;
  return isAddress ? 0.78 : 1;
}
