import type { InferredModel, InferredTable } from '../../generate/model/types';
import { fixed, ratio } from '../../model/growth';
import type { Distribution } from '../../model/types';
import type { TableChange } from './types';

/** With a single row. */
export const leastOf = (table: InferredTable): InferredTable => ({ ...table, rows: fixed(1) });

/** With a fifth of the rows; the driving table with a single one. */
export function shrunk(name: string, inferred: InferredModel): TableChange {
  const driving = inferred.driving === name;
  return (table) => {
    if (table.rows.kind === 'ratio' && table.rows.ratio > 1e-6 && !driving)
      return { ...table, rows: ratio(table.rows.ratio / 5) };
    if (table.rows.kind === 'fixed' && table.rows.rows > 1)
      return { ...table, rows: fixed(Math.max(1, Math.floor(table.rows.rows / 5))) };
    return leastOf(table);
  };
}

/**
 * With values that fit nearly anything: small numbers first, where a type or a generated column is narrow, then none in
 * columns that a rule without a type made and that may be null. Undefined where there is none of these: what does not fit
 * is the number of rows.
 */
export function tamed(
  count: number,
  table: Pick<InferredTable, 'columns'>,
  notNull: ReadonlySet<string>,
): TableChange | undefined {
  const small = (of: Distribution): Distribution => {
    if (of.kind === 'nullable') return { ...of, of: small(of.of) };
    if (of.kind === 'uniform')
      return { ...of, min: of.integer ? 1 : 0, max: of.integer ? 50 : 0.9 };
    return of.kind === 'zipf' ? { ...of, distinct: 50 } : of;
  };
  if (count === 1) {
    return (of) => ({
      ...of,
      columns: Object.fromEntries(
        Object.entries(of.columns).map(([name, each]) => [name, small(each)]),
      ),
    });
  }
  const raw = Object.entries(table.columns).find(
    ([name, of]) => of.kind === 'sql' && !notNull.has(name),
  )?.[0];
  return raw === undefined ? undefined : (of) => withoutColumn(of, raw);
}

function withoutColumn(table: InferredTable, column: string): InferredTable {
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => name !== column)),
  };
}
