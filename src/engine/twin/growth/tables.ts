import type { Catalog, CatalogTable } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../../pull/types';
import { rangeOf, timeAxis } from './numbers';
import type { Overrides } from './overrides';
import type { TableSubject } from './types';

/** What grows and what stays, by table. */
export interface TableGrowth {
  /** How much of a table there is at a point of the axis, as a multiple of today. */
  of(table: { readonly schema: string; readonly name: string }, factor: number): number;
  subject(table: { readonly schema: string; readonly name: string }): TableSubject | undefined;
}

export interface TableGrowthOptions {
  readonly overrides: Overrides;
  /** Whether something shows that a table of few rows grows. */
  readonly growsThoughSmall: (
    table: { readonly schema: string; readonly name: string },
    subject: TableSubject | undefined,
  ) => boolean;
  /**
   * How much faster or slower each table grows than the axis, which has 1; absent where tables grow alike. Undefined for a
   * table of which no rate is known.
   */
  readonly paces?:
    ((table: { readonly schema: string; readonly name: string }) => number | undefined) | undefined;
}

/** A table that shrinks never gets empty. */
const smallest = 0.01;

/** Tables of fewer rows than this do not grow where nothing shows that they do: countries, settings, kinds. */
const fewestRows = 1_000;

/**
 * Tables above a thousand rows grow alike, and of the rest those that show it. A partition grows as its table: rows come in more often,
 * and bounds stay.
 */
export function tableGrowth(
  { statistics }: Pick<Pulled, 'statistics'>,
  catalog: Catalog,
  { overrides, growsThoughSmall, paces }: TableGrowthOptions,
): TableGrowth {
  const tables = new Map(catalog.tables.map((table) => [relationKey(table), table]));
  const subjects = new Map<string, TableSubject>();
  for (const relation of statistics.relations) {
    if (relation.kind === 'index') continue;
    subjects.set(
      relationKey(relation),
      subjectOf(relation, tables.get(relationKey(relation)), statistics.relations, tables),
    );
  }
  const rootOf = (table: CatalogTable | undefined): CatalogTable | undefined => {
    if (table?.partitionOf === undefined) return table;
    return rootOf(tables.get(parentKey(table.schema, table.partitionOf)));
  };
  return {
    subject: (table) => subjects.get(relationKey(table)),
    of(table, factor) {
      const own = tables.get(relationKey(table));
      const root = rootOf(own) ?? table;
      const subject = subjects.get(relationKey(root));
      const said = overrides.table(root.schema, root.name);
      if (said === 'stays') return 1;
      const pace = paces?.(root);
      if (pace !== undefined) return Math.max(smallest, 1 + pace * (factor - 1));
      const grows =
        said === 'grows' || (subject?.rows ?? 0) >= fewestRows || growsThoughSmall(root, subject);
      return grows ? factor : 1;
    },
  };
}

/** The key of a parent, which the catalog names as `name`, or `schema.name` where schemas differ. */
export function parentKey(schema: string, parent: string): string {
  const dot = parent.indexOf('.');
  return dot < 0
    ? relationKey({ schema, name: parent })
    : relationKey({ schema: parent.slice(0, dot), name: parent.slice(dot + 1) });
}

function subjectOf(
  relation: RelationStatistics,
  table: CatalogTable | undefined,
  all: readonly RelationStatistics[],
  tables: ReadonlyMap<string, CatalogTable>,
): TableSubject {
  const { schema, name } = relation;
  const rows = rowsOf(relation, all, tables);
  const isDivided = table?.partitionKey !== undefined || table?.partitionOf !== undefined;
  const clock = isDivided ? undefined : clockOf(relation.columns);
  return { schema, name, rows, ...(clock === undefined ? {} : { clock }) };
}

/** A partitioned table has the rows of its partitions, whatever pg_class says of it. */
function rowsOf(
  relation: RelationStatistics,
  all: readonly RelationStatistics[],
  tables: ReadonlyMap<string, CatalogTable>,
): number {
  if (relation.kind !== 'partitioned table') return Math.max(0, relation.reltuples);
  return all
    .filter((other) => {
      const table = tables.get(relationKey(other));
      return (
        table?.partitionOf !== undefined &&
        parentKey(table.schema, table.partitionOf) === relationKey(relation)
      );
    })
    .reduce((sum, other) => sum + rowsOf(other, all, tables), 0);
}

/** The times of a column are taken for a clock from this correlation with the order of the rows on. */
const inOrder = 0.5;

function clockOf(columns: readonly ColumnStatistics[]): TableSubject['clock'] {
  const [best] = columns
    .filter(({ inherited, correlation = 0 }) => !inherited && Math.abs(correlation) >= inOrder)
    .flatMap((column) => {
      const axis = timeAxis(column.type);
      const range = axis && rangeOf(column, axis);
      return range === undefined ? [] : [{ range, correlation: Math.abs(column.correlation ?? 0) }];
    })
    .sort((a, b) => b.correlation - a.correlation);
  return best?.range;
}
