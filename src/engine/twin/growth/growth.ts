import { qualifiedName } from '../../../postgres/quote';
import { relationKey } from '../../../postgres/relation-key';
import type { RelationSizes } from '../../../postgres/catalog/relation-sizes';
import type { RelationName } from '../../../postgres/catalog/relation-rows';
import type { Catalog } from '../../../postgres/catalog/types';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../../pull/types';
import { levelOf } from '../../../pull/level-of';
import { imageOfToday } from '../image-of-today';
import type { DatabaseImage, RelationImage } from '../image';
import { type ColumnDecision, decideColumns } from './decide';
import { type GrownIndex, indexLaws } from './index-laws';
import { readOverrides } from './overrides';
import { readingTime } from './numbers';
import { readWith } from './read-tables';
import { columnRules } from './rules';
import { growsThoughSmall } from './small-tables';
import { tableGrowth } from './tables';
import { timeAxisOf } from './time-axis';

/** How a database grows: what is decided once, and the image at each point of the axis. */
export interface Growth {
  readonly decisions: readonly ColumnDecision[];
  /** Months of 30 days until a point of the axis, where tables grow at their own rates. */
  monthsAt?(factor: number): number;
  /** The reverse of that. */
  factorAt?(months: number): number;
  /** Rows of a table at a point of the axis; undefined for one that is not known. */
  rows(
    table: { readonly schema: string; readonly name: string },
    factor: number,
  ): number | undefined;
  /** Statistics of a table's column at a point of the axis. */
  columnAt(
    of: { readonly schema: string; readonly table: string; readonly column: string },
    factor: number,
  ): ColumnStatistics | undefined;
  /** Sizes of tables and b-trees by `schema.name` as SQL: what the planner chooses the number of parallel workers by. */
  sizesAt(factor: number): RelationSizes;
  /** The database when the tables that grow have `factor` times as many rows as today. */
  imageAt(factor: number): DatabaseImage;
}

export interface GrowthOptions {
  /** Each table grows at its own rate, and the axis is that of the fastest; else tables grow alike. */
  readonly inTime?: boolean;
  /**
   * The relations that plans read; all where absent. Images have these alone, and what belongs to them; the other files
   * stay as they are. A database of thousands of tables has tens of thousands of files.
   */
  readonly read?: readonly RelationName[];
}

/** @param catalog of the twin: what the schema says of keys and references */
export function growthOf(
  pulled: Pulled,
  catalog: Catalog,
  { inTime = false, read }: GrowthOptions = {},
): Growth {
  const today = pulled.statistics.relations;
  const relations: readonly RelationStatistics[] = today.map((each) => ({
    ...each,
    columns: each.columns.map(withLiveEnds),
  }));
  const { extended } = pulled.statistics;
  const statistics = { relations, extended };
  const rules = columnRules.map(({ name }) => name);
  const overrides = readOverrides(pulled.growth ?? {}, catalog, rules);
  const time = inTime ? timeAxisOf(pulled, overrides) : undefined;
  const tables = tableGrowth({ statistics }, catalog, {
    overrides,
    growsThoughSmall: growsThoughSmall(pulled, readingTime(pulled.manifest)),
    paces: time?.paceOf,
  });
  const decisions = decideColumns({ ...pulled, statistics }, catalog, tables, overrides);
  const isRead = readWith(catalog, read);
  const shown = relations.filter(isRead);
  const heaps = new Map(relations.map((each) => [relationKey(each), each]));

  const grownColumns = (relation: RelationStatistics, factor: number) => {
    const of = { schema: relation.schema, name: relation.index?.table ?? relation.name };
    const growth = tables.of(of, factor);
    return relation.columns.map((column) => {
      const decision = decisions.get(column);
      if (decision === undefined || growth === 1) return column;
      const parent = decision.parent === undefined ? 1 : tables.of(decision.parent, factor);
      return decision.grow({ table: growth, parent });
    });
  };
  const lawOf = indexLaws(catalog, heaps, decisions);
  const laws = new Map(
    shown.filter(({ index }) => index !== undefined).map((relation) => [relation, lawOf(relation)]),
  );

  const imageOf = (
    relation: RelationStatistics,
    factor: number,
    columnsOf: (relation: RelationStatistics) => readonly ColumnStatistics[],
  ): RelationImage => {
    const { schema, index } = relation;
    const of = { schema, name: index?.table ?? relation.name };
    const growth = tables.of(of, factor);
    const heap = heaps.get(relationKey(of));
    const columns = columnsOf(relation);
    const law = laws.get(relation);
    return {
      schema,
      name: relation.name,
      ...sizeOf(relation, {
        growth: law?.stays === true ? 1 : growth,
        heapPages: (heap?.pages ?? 0) * growth,
        grown: law?.grown?.(growth, heap === undefined ? [] : columnsOf(heap), columns),
      }),
      columns,
    };
  };

  const kinds = new Map(relations.map((each) => [relationKey(each), each.kind]));
  let last: { readonly factor: number; readonly image: DatabaseImage } | undefined;
  const imageAt = (factor: number): DatabaseImage => {
    if (factor === 1) return imageOfToday(pulled, isRead);
    if (last?.factor === factor) return last.image;
    // A table's columns decide on the size of each of its indexes.
    const grown = new Map(shown.map((each) => [each, grownColumns(each, factor)]));
    const columnsOf = (of: RelationStatistics) => grown.get(of) ?? [];
    const image = { relations: shown.map((each) => imageOf(each, factor, columnsOf)), extended };
    last = { factor, image };
    return image;
  };

  return {
    decisions: [...decisions.values()],
    ...(time === undefined
      ? {}
      : {
          monthsAt: (factor: number) => (factor - 1) / time.fastest,
          factorAt: (months: number) => 1 + months * time.fastest,
        }),
    rows(table, factor) {
      const subject = tables.subject(table);
      return subject && Math.round(subject.rows * tables.of(table, factor));
    },
    columnAt({ schema, table, column }, factor) {
      const heap = heaps.get(relationKey({ schema, name: table }));
      return (
        heap &&
        grownColumns(heap, factor).find(
          ({ attname, inherited }) => attname === column && !inherited,
        )
      );
    },
    sizesAt: (factor) =>
      new Map(
        imageAt(factor).relations.flatMap(({ schema, name, pages, reltuples, level }) => {
          const kind = kinds.get(relationKey({ schema, name }));
          return kind === 'table' || kind === 'materialized view' || level !== undefined
            ? [[qualifiedName(schema, name), { pages, rows: Math.max(0, reltuples) }]]
            : [];
        }),
      ),
    imageAt,
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

interface Growing {
  readonly growth: number;
  /** Of the table, grown. */
  readonly heapPages: number;
  /** What a law says of an index. */
  readonly grown: GrownIndex | undefined;
}

function sizeOf(
  relation: RelationStatistics,
  { growth, heapPages, grown }: Growing,
): Omit<RelationImage, 'schema' | 'name' | 'columns'> {
  const { pages: before, relpages, reltuples, relallvisible, index } = relation;
  const times = (count: number, by = growth): number =>
    count <= 0 ? count : Math.round(count * by);
  const more = grown?.pages ?? growth;
  const pages = index?.method === 'btree' ? 1 + times(before - 1, more) : times(before, more);
  const { level, gin } = index ?? {};
  return {
    pages,
    relpages: times(relpages, more),
    reltuples: reltuples * (reltuples > 0 ? growth : 1),
    relallvisible: times(relallvisible),
    ...(level === undefined
      ? {}
      : { level: grownLevel(level, before, pages, grown?.keyBytes), ends: false }),
    ...(gin === undefined
      ? {}
      : {
          gin: grown?.gin ?? {
            ...gin,
            totalPages: times(gin.totalPages),
            entryPages: times(gin.entryPages),
            dataPages: times(gin.dataPages),
            entries: times(gin.entries),
          },
        }),
    ...(index?.method === 'brin' ? { summarized: heapPages } : {}),
  };
}

/** Bytes of a key whose columns have no statistics. */
const ordinaryKey = 8;

function grownLevel(level: number, before: number, after: number, keyBytes = ordinaryKey): number {
  return level + levelOf(after, keyBytes) - levelOf(before, keyBytes);
}
