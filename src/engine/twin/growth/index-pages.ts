import type { CatalogIndex } from '../../../postgres/catalog/types';
import type { ColumnStatistics } from '../../../pull/types';
import type { KeyGroups } from '../../virtual/keys/key-distribution';
import { align } from '../../virtual/pages/format';
import { type BtreePages, btreePages } from '../../virtual/sizes/btree';
import { distinctValues } from './sampling';

/** sizeof(IndexTupleData). */
const header = 8;
/** A row's address in a tuple of an upper page, where the key alone does not tell two pages apart. */
const address = 8;

/** What decides on the size of a b-tree that was just built. */
export interface IndexLaw {
  readonly index: Pick<CatalogIndex, 'unique' | 'definition'>;
  /** Rows of the index. */
  readonly rows: number;
  /** Its columns and expressions, in their order; those without statistics are absent. */
  readonly columns: readonly ColumnStatistics[];
}

/**
 * Pages and height of a b-tree over columns with these statistics, as a build leaves them: equal keys share a list of
 * rows. Columns are taken for independent of each other, so that an index on a column and one that follows from it has
 * fewer keys than this says.
 */
export function btreeByLaw({ index, rows, columns }: IndexLaw): BtreePages {
  const bytes = columns.reduce((sum, column) => placed(sum, column) + column.avg_width, header);
  const size = align(bytes);
  return btreePages(
    {
      tupleSize: size,
      pivotSize: (split) => size + address * split,
      fillfactor: Number(/fillfactor='?(\d+)/i.exec(index.definition)?.[1] ?? 90),
      deduplicates: deduplicates(index, columns),
    },
    groupsOf(rows, columns),
  );
}

const aligned: Readonly<Record<string, number>> = {
  smallint: 2,
  integer: 4,
  real: 4,
  date: 4,
  bigint: 8,
  'double precision': 8,
};

function placed(at: number, { type }: ColumnStatistics): number {
  const by = aligned[type] ?? (type.startsWith('timestamp') ? 8 : 1);
  return Math.ceil(at / by) * by;
}

/** Types of which equal values may look different, so that no two of their keys share a tuple (btequalimage). */
const unlike = /^(numeric|real|double precision|jsonb|interval)|\[\]$|range$/;

function deduplicates(
  { unique, definition }: IndexLaw['index'],
  columns: readonly ColumnStatistics[],
): boolean {
  if (
    unique ||
    / INCLUDE \(/.test(definition) ||
    /deduplicate_items='?(off|false)/i.test(definition)
  )
    return false;
  return !columns.some(({ type }) => unlike.test(type));
}

function groupsOf(rows: number, columns: readonly ColumnStatistics[]): readonly KeyGroups[] {
  const [first, ...others] = columns;
  if (first === undefined) return [{ rows, mean: 1, spread: 0 }];
  if (others.length > 0) {
    const keys = columns.reduce(
      (product, column) => product * Math.max(1, distinctValues(column.n_distinct, rows)),
      1,
    );
    const mean = Math.max(1, rows / Math.min(rows, keys));
    return [{ rows, mean, spread: mean === 1 ? 0 : 1 }];
  }
  const shares = first.most_common_freqs ?? [];
  const single = [...shares, first.null_frac].filter((share) => share * rows >= 1);
  const rest = Math.max(0, 1 - single.reduce((sum, share) => sum + share, 0)) * rows;
  const keys = Math.max(1, distinctValues(first.n_distinct, rows) - shares.length);
  const mean = Math.max(1, rest / keys);
  return [
    ...single.map((share) => ({ rows: share * rows, mean: share * rows, spread: 0 })),
    ...(rest >= 1 ? [{ rows: rest, mean, spread: mean < 1.01 ? 0 : 1 }] : []),
  ];
}
