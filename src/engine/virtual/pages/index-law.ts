import type { ColumnModel, Model } from '../../../model/types';
import type { Relation, RelationIndex } from '../relations';
import type { KnownDistinct } from '../statistics/known-distinct';
import { columnLaw } from './column-law';
import { combine, evenKeys, isUnique, type KeyLaw, uniqueKeys } from './key-law';

export interface IndexedTable {
  readonly model: Model;
  readonly table: string;
  readonly relation: Relation;
  readonly scale: number;
  /** Rows of the relation: of a partition, where it is one. */
  readonly rows: number;
  /** For keys of which the model does not say how their values repeat. */
  readonly distinct: KnownDistinct;
}

export interface IndexLaw {
  readonly law: KeyLaw;
  /** The laws of the first column, of the first two, and so on. */
  readonly prefixes: readonly KeyLaw[];
  /** Why the law may be off; absent where the model says it all. */
  readonly approximation?: string;
}

/** Whether the model alone says how the values of every index repeat. */
export function saysAll({
  model,
  table,
  relation,
  scale,
  rows,
}: Omit<IndexedTable, 'distinct'>): boolean {
  const rowsOf = (name: string) => model.table(name).rows(scale);
  return relation.indexes.every((index) =>
    index.keys.every((number) => {
      const column = columnOf(model, table, relation, number);
      return (
        column !== undefined &&
        columnLaw(column.distribution, { rows, type: column.type, rowsOf }) !== undefined
      );
    }),
  );
}

function columnOf(
  model: Model,
  table: string,
  relation: Relation,
  number: number,
): ColumnModel | undefined {
  const name = relation.columns.find((column) => column.number === number)?.name;
  return model.table(table).columns.find((candidate) => candidate.name === name);
}

/** How the rows of a table fall on the keys of one of its indexes. */
export function indexLaw(of: IndexedTable, index: RelationIndex): IndexLaw {
  const { model, table, relation, scale, rows, distinct } = of;
  const rowsOf = (name: string) => model.table(name).rows(scale);
  let approximation: string | undefined;
  const laws = index.keys.map((number, position) => {
    const column = columnOf(model, table, relation, number);
    const law = column && columnLaw(column.distribution, { rows, type: column.type, rowsOf });
    if (law !== undefined) {
      if (column?.distribution.kind === 'correlated' && index.keys.length > 1) {
        approximation = 'whose columns are taken as independent of each other';
      }
      return law;
    }
    const repeats = distinct(index, position);
    if (repeats !== undefined) approximation = 'whose repeated values are counted in a sample';
    return estimated(repeats, rows);
  });
  const prefixes: KeyLaw[] = [];
  for (const own of laws) {
    const before = prefixes.at(-1);
    const unique = [before, own].find((law) => law !== undefined && isUnique(law, rows));
    prefixes.push(unique ?? (before === undefined ? own : combine(before, own)));
  }
  const law = prefixes.at(-1) ?? uniqueKeys(rows);
  return {
    law,
    prefixes,
    ...(approximation === undefined || isUnique(law, rows) ? {} : { approximation }),
  };
}

/** As ANALYZE sees it: a share of the rows where negative, a number where positive. */
function estimated(distinct: number | undefined, rows: number): KeyLaw {
  if (distinct === undefined || distinct === 0) return evenKeys(1);
  if (distinct <= -0.999) return uniqueKeys(rows);
  return evenKeys(Math.max(1, Math.round(distinct < 0 ? -distinct * rows : distinct)));
}
