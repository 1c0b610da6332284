import type { Catalog, CatalogIndex } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import type { ColumnStatistics, GinFacts, RelationStatistics } from '../../../pull/types';
import { columnPattern } from '../../../text/pattern';
import type { ColumnDecision } from './decide';
import { grownBrin } from './brin-law';
import { grownGin } from './gin/gin-law';
import { btreeByLaw } from './index-pages';

/** An index of which a law says how it grows. */
export interface GrownIndex {
  /** Pages, as a multiple of today's; of a b-tree without its meta page. */
  readonly pages: number;
  /** Mean bytes of a key, of a b-tree. */
  readonly keyBytes?: number;
  /** Counters, of a GIN index. */
  readonly gin?: GinFacts;
}

/**
 * The index when its table has `growth` times today's rows, and these statistics; undefined where it grows as its table
 * does.
 */
type Law = (
  growth: number,
  heap: readonly ColumnStatistics[],
  own: readonly ColumnStatistics[],
) => GrownIndex | undefined;

/** How one index grows. */
export interface GrowingIndex {
  /** Whether it has only rows in states that pass, of which there are as many as before. */
  readonly stays: boolean;
  /** Absent where none is known: it grows as its table does, or stays. */
  readonly grown?: Law | undefined;
}

/**
 * How the indexes of a database grow. Their measured pages are multiplied by what the law of a build says of both sizes.
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
  return (relation) => {
    const { schema, columns: own, index: facts } = relation;
    const index = indexes.get(relationKey(relation));
    if (index === undefined || facts === undefined) return undefined;
    const table = heaps.get(relationKey({ schema, name: facts.table }));
    const heap = table?.columns ?? [];
    const stays = singlesOutBacklog(index, heap, decisions);
    const law = laws[facts.method];
    return {
      stays,
      grown: law?.({ index, relation, table, keys: keysOf(index, heap, own), stays }),
    };
  };
}

interface Known {
  readonly index: CatalogIndex;
  readonly relation: RelationStatistics;
  readonly table: RelationStatistics | undefined;
  /** Statistics of its columns; undefined where one has none. */
  readonly keys: readonly ColumnStatistics[] | undefined;
  readonly stays: boolean;
}

const laws: Readonly<Record<string, (of: Known) => Law | undefined>> = {
  btree: btreeLaw,
  brin: brinLaw,
  gin: ginLaw,
};

/** A b-tree whose keys repeat grows less than its table, since equal keys share a list of rows. */
function btreeLaw({ index, relation, keys, stays }: Known): Law | undefined {
  const { reltuples } = relation;
  if (reltuples < 1 || keys === undefined) return undefined;
  const today = btreeByLaw({ index, rows: reltuples, columns: keys });
  return (growth, heap, own) => {
    const columns = keysOf(index, heap, own);
    if (columns === undefined) return undefined;
    const then = btreeByLaw({ index, rows: reltuples * (stays ? 1 : growth), columns });
    return {
      pages: (then.pages - 1) / Math.max(1, today.pages - 1),
      keyBytes: keys.reduce((sum, column) => sum + column.avg_width, 0),
    };
  };
}

/** The size of a BRIN index follows from that of its table. */
function brinLaw({ index, relation, table, keys: columns = [], stays }: Known): Law | undefined {
  const { pages } = relation;
  const { definition } = index;
  if (stays || pages < 1) return undefined;
  const today = table?.pages ?? 0;
  return (growth) => {
    const heap = { today, grown: today * growth };
    return { pages: grownBrin({ definition, columns, pages, heap }) / pages };
  };
}

/** A GIN index over one column or expression. */
function ginLaw({ index, relation, table, keys = [] }: Known): Law | undefined {
  const [column, ...others] = keys;
  if (column === undefined || others.length > 0 || index.predicate) return undefined;
  const { pages } = relation;
  const { reltuples: rows = 0, pages: heapPages = 0 } = table ?? {};
  const at = grownGin({
    column,
    definition: index.definition,
    rows,
    heapPages,
    pages,
    counters: relation.index?.gin,
  });
  if (at === undefined) return undefined;
  return (growth) => {
    if (growth === 1) return undefined;
    const gin = at(growth);
    return { pages: gin.totalPages / pages, gin };
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
