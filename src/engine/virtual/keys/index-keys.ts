import type { ColumnModel, Model } from '../../../model/types';
import type { Relation, RelationIndex } from '../catalog/relations';
import type { KnownDistinct } from './known-distinct';
import { type ColumnContext, columnKeyDistribution } from './column-keys';
import {
  combine,
  evenKeys,
  isUnique,
  type KeyDistribution,
  keysWithin,
  uniqueKeys,
} from './key-distribution';

export interface IndexedTable {
  readonly model: Model;
  readonly table: string;
  readonly relation: Relation;
  readonly scale: number;
  /** Rows of the relation: of a partition, where it is one. */
  readonly rows: number;
  /** For columns that decide on the partition: the share of all rows whose value lies in it. */
  readonly keyShares?: ReadonlyMap<string, number> | undefined;
  /** For keys of which the model does not say how their values repeat. */
  readonly distinct: KnownDistinct;
}

export interface IndexKeys {
  readonly keyDistribution: KeyDistribution;
  /** The distributions of the first column, of the first two, and so on. */
  readonly prefixes: readonly KeyDistribution[];
  /** Whether the model says how the values of each key repeat. */
  readonly said: boolean;
  /** Why the distribution may be off; absent where the model says it all. */
  readonly approximation?: string;
}

/** Access methods whose sizes depend on how the values of whole keys repeat. */
const counted = new Set(['btree', 'hash']);

/** Whether the model alone says how the values of every index repeat whose size depends on that. */
export function saysAll(of: Omit<IndexedTable, 'distinct'>): boolean {
  const { model, table, relation } = of;
  const indexes = relation.indexes.filter(({ method }) => counted.has(method));
  return indexes.every((index) =>
    index.keys.every((number) => {
      const column = columnOf(model, table, relation, number);
      return column !== undefined && keyDistributionOf(of, column) !== undefined;
    }),
  );
}

/** The model of a column by its number; undefined for an expression, and for what the model does not fill. */
export function columnOf(
  model: Model,
  table: string,
  relation: Relation,
  number: number,
): ColumnModel | undefined {
  const name = relation.columns.find((column) => column.number === number)?.name;
  return model.table(table).columns.find((candidate) => candidate.name === name);
}

/** How the rows of a table fall on the keys of one of its indexes. */
export function indexKeys(of: IndexedTable, index: RelationIndex): IndexKeys {
  const { model, table, relation, rows, distinct } = of;
  let approximation: string | undefined;
  let said = true;
  const keyDistributions = index.keys.map((number, position) => {
    const column = columnOf(model, table, relation, number);
    const keyDistribution = column && keyDistributionOf(of, column);
    if (column?.distribution.kind === 'number-within')
      approximation = 'numbers within parents are counted by the mean rows of each parent';
    if (keyDistribution !== undefined) return keyDistribution;
    said = false;
    const repeats = distinct(index, position);
    if (repeats !== undefined) approximation = 'duplicates are estimated from a sample';
    return estimated(repeats, rows);
  });
  const prefixes: KeyDistribution[] = [];
  for (const own of keyDistributions) {
    const before = prefixes.at(-1);
    const unique = [before, own].find(
      (keyDistribution) => keyDistribution !== undefined && isUnique(keyDistribution, rows),
    );
    prefixes.push(unique ?? (before === undefined ? own : combine(before, own, rows)));
  }
  const keyDistribution = prefixes.at(-1) ?? uniqueKeys(rows);
  return {
    keyDistribution,
    prefixes,
    said,
    ...(approximation === undefined || isUnique(keyDistribution, rows) ? {} : { approximation }),
  };
}

/** What the model says of a column's values; undefined where it does not. */
export function keyDistributionOf(
  of: Omit<IndexedTable, 'distinct'>,
  { name, type, distribution, role }: ColumnModel,
): KeyDistribution | undefined {
  // Labels that differ among siblings have other shares than their weights say.
  if (role?.kind === 'label') return undefined;
  const { rows, keyShares } = of;
  const share = keyShares?.get(name);
  const among = share === undefined ? rows : rows / share;
  const keyDistribution = columnKeyDistribution(distribution, {
    ...columnContext(of, type),
    rows: among,
  });
  if (keyDistribution === undefined || share === undefined) return keyDistribution;
  return isUnique(keyDistribution, among) ? uniqueKeys(rows) : keysWithin(keyDistribution, share);
}

/** What the distribution of a column of this type is asked for. */
export function columnContext(
  { model, table, scale, rows }: Omit<IndexedTable, 'distinct'>,
  type: string,
): ColumnContext {
  const rowsOf = (other: string) => model.table(other).rows(scale);
  const { columns } = model.table(table);
  const columnOf = (name: string) => columns.find((each) => each.name === name)?.distribution;
  return { rows, all: rowsOf(table), type, rowsOf, columnOf, clock: model.clock };
}

/** As ANALYZE sees it: a share of the rows where negative, a number where positive. */
function estimated(distinct: number | undefined, rows: number): KeyDistribution {
  if (distinct === undefined || distinct === 0) return evenKeys(1);
  if (distinct <= -0.999) return uniqueKeys(rows);
  return evenKeys(Math.max(1, Math.round(distinct < 0 ? -distinct * rows : distinct)));
}
