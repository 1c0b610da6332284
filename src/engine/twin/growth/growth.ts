import { qualifiedName } from '../../../postgres/quote';
import { relationKey } from '../../../postgres/relation-key';
import type { Catalog } from '../../../postgres/catalog/types';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../../pull/types';
import { levelOf } from '../../../pull/level-of';
import { imageOfToday, lastRevmapPage } from '../image-of-today';
import type { DatabaseImage, RelationImage } from '../image';
import { type ColumnDecision, decideColumns } from './decide';
import { tableGrowth } from './tables';

/** How a database grows: what is decided once, and the image at each point of the axis. */
export interface Growth {
  readonly decisions: readonly ColumnDecision[];
  /** Rows of a table at a point of the axis; undefined for one that is not known. */
  rows(
    table: { readonly schema: string; readonly name: string },
    factor: number,
  ): number | undefined;
  /** Pages of the tables by `schema.name` as SQL: what the planner chooses the number of parallel workers by. */
  pagesAt(factor: number): ReadonlyMap<string, number>;
  /** The database when the tables that grow have so many times the rows of today. */
  imageAt(factor: number): DatabaseImage;
}

/** @param catalog of the twin: what the schema says of keys and references */
export function growthOf(pulled: Pulled, catalog: Catalog): Growth {
  const today = pulled.statistics.relations;
  const relations = today.map((each) => ({ ...each, columns: each.columns.map(withLiveEnds) }));
  const { extended } = pulled.statistics;
  const statistics = { relations, extended };
  const tables = tableGrowth({ statistics }, catalog);
  const decisions = decideColumns({ ...pulled, statistics }, catalog, tables);
  const heaps = new Map(relations.map((each) => [relationKey(each), each]));

  const imageOf = (relation: RelationStatistics, factor: number): RelationImage => {
    const { schema, index } = relation;
    const of = { schema, name: index?.table ?? relation.name };
    const growth = tables.of(of, factor);
    const heap = heaps.get(relationKey(of));
    return {
      schema,
      name: relation.name,
      ...sizeOf(relation, growth, heap?.pages ?? 0),
      columns: relation.columns.map((column) => {
        const decision = decisions.get(column);
        if (decision === undefined || growth === 1) return column;
        const parent = decision.parent === undefined ? 1 : tables.of(decision.parent, factor);
        return decision.grow({ table: growth, parent });
      }),
    };
  };

  return {
    decisions: [...decisions.values()],
    rows(table, factor) {
      const subject = tables.subject(table);
      return subject && Math.round(subject.rows * tables.of(table, factor));
    },
    pagesAt: (factor) =>
      new Map(
        relations
          .filter(({ kind }) => kind === 'table' || kind === 'materialized view')
          .map((each) => [
            qualifiedName(each.schema, each.name),
            Math.round(each.pages * tables.of(each, factor)),
          ]),
      ),
    imageAt: (factor) =>
      factor === 1
        ? imageOfToday(pulled)
        : { relations: relations.map((each) => imageOf(each, factor)), extended },
  };
}

/** The live ends of a column where they were looked up, in the place of those that ANALYZE happened to see. */
function withLiveEnds(column: ColumnStatistics): ColumnStatistics {
  const { live_ends, histogram_bounds } = column;
  if (live_ends === undefined || histogram_bounds === undefined) return column;
  return {
    ...column,
    histogram_bounds: [live_ends[0], ...histogram_bounds.slice(1, -1), live_ends[1]],
  };
}

function sizeOf(
  relation: RelationStatistics,
  growth: number,
  heapPages: number,
): Omit<RelationImage, 'schema' | 'name' | 'columns'> {
  const { pages, relpages, reltuples, relallvisible, index } = relation;
  const times = (count: number): number => (count <= 0 ? count : Math.round(count * growth));
  const grown = index?.method === 'btree' ? 1 + times(pages - 1) : times(pages);
  const { level, gin } = index ?? {};
  return {
    pages: grown,
    relpages: times(relpages),
    reltuples: reltuples * (reltuples > 0 ? growth : 1),
    relallvisible: times(relallvisible),
    ...(level === undefined ? {} : { level: grownLevel(level, pages, grown), ends: false }),
    ...(gin === undefined
      ? {}
      : {
          gin: {
            totalPages: times(gin.totalPages),
            entryPages: times(gin.entryPages),
            dataPages: times(gin.dataPages),
            entries: times(gin.entries),
          },
        }),
    ...(index?.method === 'brin' ? { lastRevmapPage: lastRevmapPage(heapPages * growth) } : {}),
  };
}

/** Bytes of a key, as far as the level only moves on from a known one: a fan-out of some 280. */
const ordinaryKey = 8;

function grownLevel(level: number, before: number, after: number): number {
  return level + levelOf(after, ordinaryKey) - levelOf(before, ordinaryKey);
}
