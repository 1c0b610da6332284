import { listed } from '../text/figures';
import { accessWords } from './access-text';
import type { AccessPath, Plan } from './types';

/**
 * One line as people read it, and as snapshots hold it: `Index Scan Backward orders_created_at_idx (o): filter status`.
 * Equal for accesses of one family, so a bitmap scan reads as `Index Scan`; the columns after `on` bound what is read,
 * those after `filter` are checked on each row that was read.
 */
export function describeAccess(path: AccessPath): string {
  const { what, columns } = accessWords(path);
  const line = `${what} (${use(path)})`;
  return columns === '' ? line : `${line}: ${columns}`;
}

/** `o`, `o#2`, `o@subplan_1`, `e, some partitions`, `p, table cities`: the occurrence without its relation. */
function use(path: AccessPath): string {
  const table = path.schema === '' ? path.relation : `${path.schema}.${path.relation}`;
  const name = path.occurrence.replace(`/${table}`, () => '');
  // Neither name nor number: both change as partitions are added, and the access does not.
  if (path.exception) return `${name}, some partitions`;
  return path.heir ? `${name}, table ${path.relation}` : name;
}

/** How a plan reads its relations, as far as another plan does not read them in the same way. */
export function differingText(plan: Plan, other: Plan): string {
  const theirs = new Set(other.accesses.map(describeAccess));
  const all = plan.accesses.map(describeAccess);
  const own = all.filter((line) => !theirs.has(line));
  return listed(own.length === 0 ? all : own);
}
