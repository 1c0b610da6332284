import { dependenceOf } from '../../../model/dependence';
import type { Distribution } from '../../../model/types';
import type { RelationIndex } from '../catalog/relations';
import { columnOf, type IndexedTable } from './index-keys';

/**
 * Where the keys of an index come in, when rows are inserted in the order of their numbers.
 *
 * - `end`: keys rise with the row number
 * - `one place`: they come in before all others, or between those and the nulls
 * - `places`: the first `columns` key columns have any value; for each of their values, later rows have higher keys (`ends`)
 *   or lower ones
 * - `anywhere`
 */
export type KeyOrder =
  | { readonly kind: 'end' | 'one place' | 'anywhere' }
  | { readonly kind: 'places'; readonly columns: number; readonly ends: boolean };

type Place = Pick<IndexedTable, 'model' | 'table' | 'relation'>;

/** What the model says of it. A key that is computed may be anything: it counts as coming in anywhere. */
export function keyOrder(of: Place, { keys, descending }: RelationIndex): KeyOrder {
  const columns = keys.map((number) => distributionOf(of, number));
  const first = columns.findIndex((column) => column !== undefined && followsRows(of, column));
  const following = columns[first];
  if (following === undefined) return { kind: 'anywhere' };
  const ends = descending[first] !== true && following.kind !== 'nullable';
  if (columns.slice(0, first).some((column) => column?.kind !== 'constant'))
    return { kind: 'places', columns: first, ends };
  // Numbers within parents rise within these alone.
  if (following.kind === 'number-within') return { kind: 'anywhere' };
  return { kind: ends ? 'end' : 'one place' };
}

/** Whether values rise with the row number, or those that are not null do. */
function followsRows(of: Place, distribution: Distribution): boolean {
  const { model, table } = of;
  const whole = distribution.kind === 'nullable' ? distribution.of : distribution;
  if (whole.kind === 'reference' && whole.ordered) return true;
  const { draws, row, rises } = dependenceOf(whole, { model, table: model.table(table) });
  // Phases of constants and times; a reference without order that needs no draw has its rows all over the table.
  return rises || (draws === 'none' && row !== 'none' && whole.kind !== 'reference');
}

const distributionOf = (
  { model, table, relation }: Place,
  number: number,
): Distribution | undefined => columnOf(model, table, relation, number)?.distribution;
