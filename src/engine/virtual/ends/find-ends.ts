import type { VirtualContext } from '../context';
import type { EndStatements } from '../storage/table-image';
import { computedLeads } from './computed-leads';
import { type DrawnRow, endRows, type EndsOf } from './end-rows';
import { knownEnds, searched } from './known-ends';
import { isInside, search } from './search';

/** Rows of a partition among which ends are looked for: there may be many partitions. */
const searchedInPartition = 3_000;

/**
 * The end rows of a virtual table. Expressions, generated columns and raw SQL name no ends of their own: where
 * other rows go beyond the two outermost ones, they are among the ends.
 */
export async function findEnds(context: VirtualContext, of: EndsOf): Promise<EndStatements> {
  const { model, table, scale, rowSubset } = of;
  const definition = model.table(table);
  const leads = computedLeads(rowSubset.relation, definition);
  if (leads.length === 0) return endRows(of);
  const sampled = (size: number) =>
    rowSubset.sample(rowSubset.rows, Math.min(size, rowSubset.rows), Infinity);
  const { connection } = context;
  if (
    rowSubset.relation.bound !== null ||
    rowSubset.first !== 1 ||
    rowSubset.last !== definition.rows(scale)
  ) {
    const found = await search(connection, of, leads, sampled(searchedInPartition));
    return endRows(of, distinct(found.flat()));
  }
  const { firstRows, draws, unknown } = await knownEnds(context, of, leads);
  const first = firstRows.findLast(({ upTo }) => upTo <= rowSubset.rows) ?? firstRows[0];
  const rows: DrawnRow[] = (first?.rows ?? []).map((i) => ({ i, d: i }));
  if (draws.length > 0) {
    const sample = sampled(searched);
    const at = new Map(sample.draws.map((d, k) => [d, sample.positions[k] as number]));
    for (const d of draws) if (at.has(d)) rows.push({ i: at.get(d) as number, d });
  }
  if (unknown.length > 0) {
    rows.push(...(await search(connection, of, unknown, sampled(searched))).flat());
  }
  return endRows(of, distinct(rows.filter(isInside(of))));
}

/** No row twice: it would break a unique key. */
function distinct(rows: readonly DrawnRow[]): readonly DrawnRow[] {
  return [...new Map(rows.map((row) => [row.i, row])).values()].sort((a, b) => a.i - b.i);
}
