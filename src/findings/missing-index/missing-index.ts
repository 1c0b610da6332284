import type { AccessPath, Plan } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { bestIndex, columnTypes, testIndex } from './index-advice';
import { joinedFew, type MissingIndex } from './join-index';
import { loopsOf, scanOf } from '../../plan/nodes';
import { isEquality, testOf } from '../comparisons/predicates';

/** A table of fewer rows is read in full whatever indexes it has. */
export const smallTable = 10_000;

/** Below this part of the whole cost a full scan is not what makes the query slow. */
export const worthwhileShare = 0.1;

/**
 * Share of a table below which an index pays for sure. At 100 rows per page, 1 % of the rows lie on two thirds of
 * the pages if they are spread evenly; a larger share leaves an index little to save.
 */
export const smallShare = 0.01;

/**
 * The index that is missing where an equality on a bare column (with a value, or with a column of a small other side
 * of a join) or a null or boolean test takes a small share of a large table, and the table is read in full. How fast
 * the result grows does not matter. Undefined where an existing index serves the condition.
 *
 * @param rows of the relation
 */
export function missingIndex(
  access: AccessPath,
  plan: Plan,
  rows: number,
  catalog?: Catalog,
): MissingIndex | undefined {
  if (rows < smallTable || !readsInFull(access) || !weighs(access, plan)) return undefined;
  const joined = joinedFew(access, plan, rows, catalog);
  if (joined !== undefined) return joined;
  if (access.rows > rows * smallShare) return undefined;
  const types = columnTypes(access, catalog);
  const equal = access.filters.filter((filter) => isEquality(filter, types));
  const tested = access.filters.filter((filter) => testOf(filter) !== undefined);
  const [conditions, index] =
    equal.length > 0
      ? [equal, bestIndex(access, plan, catalog)]
      : [tested, testIndex(access, catalog)];
  if (index === undefined) return undefined;
  const columns = [...new Set(conditions.flatMap((condition) => condition.columns))];
  return { columns, taken: access.rows, index };
}

/** A walk of a whole index reads as much as a scan of the table. */
export function readsInFull({ method, conditions }: AccessPath): boolean {
  return conditions.length === 0 && ['seq', 'index', 'index-only', 'bitmap'].includes(method);
}

/** Whether the scan is a good part of the cost of the query, and is not stopped early by a LIMIT. */
function weighs(access: AccessPath, plan: Plan): boolean {
  const scan = scanOf(access, plan);
  const cost = access.cost * (scan === undefined ? 1 : loopsOf(scan));
  return cost >= worthwhileShare * plan.cost && plan.cost >= access.cost / 2;
}
