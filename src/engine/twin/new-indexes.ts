import type { Catalog, CatalogIndex } from '../../postgres/catalog/types';
import { relationKey } from '../../postgres/relation-key';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../pull/types';
import { columnPattern } from '../../text/pattern';
import { btreeByLaw } from './growth/index-pages';
import { singledOut } from './growth/singled-out';

export interface WithNewIndexes {
  readonly pulled: Pulled;
  /** What is not known of the new ones, one line each. */
  readonly notes: readonly string[];
}

/**
 * What was pulled, with the indexes that the schema has beyond that, as a build would leave them, and without those that
 * it has no longer.
 */
export function withNewIndexes(pulled: Pulled, catalog: Catalog): WithNewIndexes {
  const { relations } = pulled.statistics;
  const known = new Set(relations.map(relationKey));
  const existing = new Set<string>();
  const added: RelationStatistics[] = [];
  const notes: string[] = [];
  for (const table of catalog.tables) {
    existing.add(relationKey(table));
    const heap = relations.find((each) => relationKey(each) === relationKey(table));
    for (const index of table.indexes) {
      existing.add(relationKey(index));
      if (heap === undefined || known.has(relationKey(index)) || heap.kind === 'partitioned table')
        continue;
      const made = newIndex(index, table.name, heap);
      added.push(made.relation);
      notes.push(...made.notes);
    }
  }
  const stays = (relation: RelationStatistics): boolean =>
    relation.index === undefined || existing.has(relationKey(relation));
  return {
    pulled: {
      ...pulled,
      statistics: {
        ...pulled.statistics,
        relations: [...relations.filter(stays), ...added],
      },
    },
    notes,
  };
}

function newIndex(
  index: CatalogIndex,
  table: string,
  heap: RelationStatistics,
): { readonly relation: RelationStatistics; readonly notes: readonly string[] } {
  const { schema, name, method, predicate } = index;
  const columns = index.columns.flatMap(
    (key) => heap.columns.find(({ attname, inherited }) => attname === key && !inherited) ?? [],
  );
  const share = predicate === undefined ? 1 : shareOf(index, heap.columns);
  const rows = Math.max(0, heap.reltuples) * (share ?? 1);
  const notes = [
    ...(columns.length === index.columns.length
      ? []
      : [
          `${name}: its expressions have no statistics before ANALYZE, and are estimated by defaults`,
        ]),
    ...(share === undefined
      ? [
          `${name}: how many rows its predicate selects is unknown; it is as large as one of all rows`,
        ]
      : []),
    ...(method === 'btree' || method === 'brin'
      ? []
      : [`${name}: the size of a new ${method} index is a guess: a fifth of its table`]),
  ];
  const size = sizeOf(index, heap, rows, columns);
  return {
    relation: {
      schema,
      name,
      kind: 'index',
      index: { table, method, ...(size.level === undefined ? {} : { level: size.level }) },
      pages: size.pages,
      relpages: size.pages,
      reltuples: rows,
      relallvisible: 0,
      columns: [],
    },
    notes,
  };
}

/** BRIN_DEFAULT_PAGES_PER_RANGE, and summaries on a page of some 32 bytes each. */
const pagesOfBrinPage = 128 * 250;

function sizeOf(
  index: CatalogIndex,
  heap: RelationStatistics,
  rows: number,
  columns: readonly ColumnStatistics[],
): { readonly pages: number; readonly level?: number } {
  if (index.method === 'btree') return btreeByLaw({ index, rows, columns });
  if (index.method === 'brin') return { pages: 2 + Math.ceil(heap.pages / pagesOfBrinPage) };
  return { pages: Math.max(2, Math.ceil(heap.pages / 5)) };
}

/** Share of the rows that a predicate of one column by equality or `is null` selects; undefined for any other. */
function shareOf(index: CatalogIndex, columns: readonly ColumnStatistics[]): number | undefined {
  for (const column of columns) {
    if (/\b(AND|OR|NOT NULL)\b/.test(index.predicate ?? '')) return undefined;
    if (!new RegExp(columnPattern(column.attname)).test(index.predicate ?? '')) continue;
    const values = singledOut({ indexes: [index] }, column.attname);
    if (values.length === 0) return undefined;
    return values.reduce<number>((sum, value) => {
      if (value === null) return sum + column.null_frac;
      const place = column.most_common_vals?.indexOf(value) ?? -1;
      return sum + (place < 0 ? 0 : (column.most_common_freqs?.[place] ?? 0));
    }, 0);
  }
  return undefined;
}
