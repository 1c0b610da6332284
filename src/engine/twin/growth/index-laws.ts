import type { Catalog, CatalogIndex } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import type { ColumnStatistics, GinFacts, RelationStatistics } from '../../../pull/types';
import { columnPattern } from '../../../text/pattern';
import type { ColumnDecision } from './decide';
import type { BrinLaw } from './brin-law';
import { grownGin } from './gin-law';
import { btreeByLaw } from './index-pages';

export interface GrownBtree {
  /** Pages, as a multiple of today's. */
  readonly pages: number;
  /** Mean bytes of a key. */
  readonly keyBytes: number;
}

/** How one index grows. */
export interface GrowingIndex {
  /** Whether it has only rows in states that pass, of which there are as many as before. */
  readonly stays: boolean;
  /** Of a BRIN index, whose size follows from that of its table. */
  readonly brin?: Pick<BrinLaw, 'definition' | 'columns'>;
  /** Of a GIN index over an array: its pages and counters, at a multiple of today's rows. */
  readonly gin?: (growth: number) => GinFacts;
  /** Undefined for what is no b-tree, or has columns without statistics. */
  grown(
    growth: number,
    heap: readonly ColumnStatistics[],
    own: readonly ColumnStatistics[],
  ): GrownBtree | undefined;
}

/**
 * How the indexes of a database grow. A b-tree whose keys repeat grows less than its table, since equal keys share a list
 * of rows: the measured pages are multiplied by what the law of a build says of both sizes.
 */
export function indexLaws(
  catalog: Catalog,
  heaps: ReadonlyMap<string, RelationStatistics>,
  decisions: ReadonlyMap<ColumnStatistics, ColumnDecision>,
): (relation: RelationStatistics) => GrowingIndex | undefined {
  const indexes = new Map<string, CatalogIndex>();
  for (const { indexes: own } of catalog.tables) {
    for (const index of own) indexes.set(relationKey(index), index);
  }
  return ({ schema, name, columns: own, reltuples, pages, index: facts }) => {
    const index = indexes.get(relationKey({ schema, name }));
    if (index === undefined || facts === undefined) return undefined;
    const table = heaps.get(relationKey({ schema, name: facts.table }));
    const heap = table?.columns ?? [];
    const stays = singlesOutBacklog(index, heap, decisions);
    const before = keysOf(index, heap, own);
    if (facts.method === 'brin') {
      const brin = { definition: index.definition, columns: before ?? [] };
      return { stays, brin, grown: () => undefined };
    }
    const [column, ...others] = before ?? [];
    if (facts.method === 'gin' && column !== undefined && others.length === 0 && !index.predicate) {
      const { reltuples: rows = 0, pages: heapPages = 0 } = table ?? {};
      const gin = grownGin({ column, rows, heapPages, pages, counters: facts.gin });
      return { stays, ...(gin === undefined ? {} : { gin }), grown: () => undefined };
    }
    if (facts.method !== 'btree' || reltuples < 1 || before === undefined) {
      return { stays, grown: () => undefined };
    }
    const today = btreeByLaw({ index, rows: reltuples, columns: before });
    return {
      stays,
      grown(growth, grownHeap, grownOwn) {
        const after = keysOf(index, grownHeap, grownOwn);
        if (after === undefined) return undefined;
        const rows = reltuples * (stays ? 1 : growth);
        const then = btreeByLaw({ index, rows, columns: after });
        return {
          pages: (then.pages - 1) / Math.max(1, today.pages - 1),
          keyBytes: before.reduce((sum, column) => sum + column.avg_width, 0),
        };
      },
    };
  };
}

/** Statistics of the key columns in their order; undefined where one has none. */
function keysOf(
  { columns }: CatalogIndex,
  heap: readonly ColumnStatistics[],
  own: readonly ColumnStatistics[],
): readonly ColumnStatistics[] | undefined {
  // Expressions have statistics of the index, in the order of the expressions.
  let expression = 0;
  const keys = columns.map(
    (name) =>
      heap.find(({ attname, inherited }) => attname === name && !inherited) ?? own[expression++],
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function singlesOutBacklog(
  { predicate }: CatalogIndex,
  heap: readonly ColumnStatistics[],
  decisions: ReadonlyMap<ColumnStatistics, ColumnDecision>,
): boolean {
  if (predicate === undefined) return false;
  return heap.some((column) => {
    const isPassing = decisions.get(column)?.rule.includes('backlog') === true;
    return isPassing && new RegExp(columnPattern(column.attname)).test(predicate);
  });
}
