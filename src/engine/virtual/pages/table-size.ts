import type { Condition } from '../../../scenario/types';
import type { IndexMeasure, Measure } from '../sample/measure';
import type { Relation, RelationIndex } from '../relations';
import { btreePages } from './btree';
import { keyGroups, type KeyLaw, uniqueKeys } from './key-law';

/** What a table and its indexes would take at a row count. */
export interface TableSize {
  readonly rows: number;
  readonly pages: number;
  readonly indexes: readonly IndexSize[];
}

export interface IndexSize {
  readonly index: RelationIndex;
  readonly rows: number;
  readonly pages: number;
  /** Level of a b-tree's root. */
  readonly level?: number;
}

export interface SizeContext {
  readonly relation: Relation;
  readonly measure: Measure;
  /** How the rows fall on an index's keys; undefined where every row has a key of its own. */
  readonly keyLaw: (index: RelationIndex) => KeyLaw | undefined;
  readonly condition: Condition;
}

const defaultFillfactor = 90;

/** Sizes at `rows` rows, dead space included. */
export function tableSize(rows: number, context: SizeContext): TableSize {
  const { measure, relation, condition } = context;
  const wear = 1 / (1 - (condition.bloat ?? 0));
  return {
    rows,
    pages: Math.ceil((rows / measure.rowsPerPage) * wear),
    indexes: relation.indexes.map((index) => {
      const measured = measure.indexes.get(index.name) as IndexMeasure;
      return indexSize(index, measured, rows, context);
    }),
  };
}

function indexSize(
  index: RelationIndex,
  measured: IndexMeasure,
  rows: number,
  context: SizeContext,
): IndexSize {
  const entries = Math.round(rows * measured.share);
  const { btree } = measured;
  if (btree === undefined) {
    return {
      index,
      rows: entries,
      pages: Math.ceil((measured.pages * rows) / context.measure.rows),
    };
  }
  const shape = {
    tupleSize: btree.tupleSize,
    pivotSize: btree.pivotSize ?? btree.tupleSize,
    fillfactor: index.fillfactor ?? defaultFillfactor,
    deduplicates: btree.deduplicates,
  };
  const law = (shape.deduplicates ? context.keyLaw(index) : undefined) ?? uniqueKeys(entries);
  const { pages, level } = btreePages(shape, keyGroups(law, entries));
  return { index, rows: entries, pages, level };
}
