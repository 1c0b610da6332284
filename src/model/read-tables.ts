import { ownValue } from '../text/own-value';
import { PlancliffError } from '../errors';
import type { Catalog, CatalogColumn, CatalogTable } from '../postgres/catalog/types';
import { isPartitionOf } from '../postgres/catalog/parents';
import { quoteIdent, qualifiedName } from '../postgres/quote';
import { checkForeignKeys } from './check-foreign-keys';
import { checkColumn, checkGiven } from './check-column';

import type { ColumnParts, TableParts } from './column';
import { constant, serial, uuidV4 } from './distributions';
import { mapAlternatives, withoutNulls } from './parts-of';
import { growthParent } from './growth';
import { didYouMean } from '../text/nearest';
import type { Distribution } from './types';
import type { TableDefinition, TableDefinitions } from './definition';
import { uniqueRoles } from './unique';

/** A table of the model beside the one of the catalog that it speaks of. */
interface Pair {
  readonly name: string;
  readonly definition: TableDefinition;
  readonly table: CatalogTable;
}

/** All pairs, and where each is found. */
interface Pairs {
  readonly pairs: readonly Pair[];
  /** By their name in the model. */
  readonly named: ReadonlyMap<string, Pair>;
  /** Names in the model, by the table of the catalog. */
  readonly nameOf: ReadonlyMap<string, string>;
}

const keyOf = ({ schema, name }: Pick<CatalogTable, 'schema' | 'name'>): string =>
  JSON.stringify([schema, name]);

/** Joins a scenario's tables with the catalog's. Throws a PlancliffError `model` where they don't fit. */
export function readTables(
  definition: TableDefinitions,
  catalog: Catalog,
): ReadonlyMap<string, TableParts> {
  const pairs = pairTables(definition, catalog);
  const taken = takenNames(catalog);
  const named = new Map(pairs.map((pair) => [pair.name, pair]));
  const nameOf = new Map(pairs.map(({ name, table }) => [keyOf(table), name]));
  const tables = new Map(
    pairs.map((pair) => [pair.name, readTable(pair, { pairs, named, nameOf }, taken)]),
  );
  for (const table of tables.values()) {
    for (const column of table.columns) checkColumn(table, column, tables);
  }
  return tables;
}

function pairTables(definition: TableDefinitions, catalog: Catalog): Pair[] {
  const own = catalog.tables.filter(({ kind }) => kind === 'table' || kind === 'partitioned');
  // Of hundreds of tables each would be looked for among all others.
  const byName = new Map(own.map((table) => [shownName(table), table]));
  const pairs = Object.entries(definition.tables).map(([name, of]) => {
    const table = byName.get(name) ?? findTable(name, own);
    if (table !== undefined) return { name, definition: of as TableDefinition, table };
    throw new PlancliffError('model', {
      message: `tables.${name}: the schema has no table '${name}'`,
      hint: didYouMean(name, own.map(shownName)),
    });
  });
  for (const { name, definition: of, table } of pairs) {
    if (of.partitions === undefined) continue;
    const own = catalog.tables.find(
      (each) => each.partitionBound !== 'DEFAULT' && isPartitionOf(each, table),
    );
    if (own === undefined) continue;
    throw new PlancliffError('model', {
      message: `tables.${name}.partitions: the schema has partitions of its own, ${shownName(own)} for one`,
      hint: 'Leave them out of the DDL, or `partitions` out of the data model.',
    });
  }
  const modelled = new Set(pairs.map(({ table }) => table));
  for (const table of own) {
    if (modelled.has(table) || table.partitionOf !== undefined || table.inherits.length > 0)
      continue;
    throw new PlancliffError('model', {
      message: `tables: the schema's table '${shownName(table)}' is missing`,
      hint: `Say how its rows look, e.g. ${shownName(table)}: { rows: fixed(10), columns: { … } }.`,
    });
  }
  return pairs;
}

/** By `schema.name`, or by `name` in the schema `public`, or by the only one of that name. */
function findTable(name: string, tables: readonly CatalogTable[]): CatalogTable | undefined {
  const exact = tables.find(
    (table) =>
      `${table.schema}.${table.name}` === name ||
      (table.schema === 'public' && table.name === name),
  );
  if (exact !== undefined) return exact;
  const named = tables.filter((table) => table.name === name);
  return named.length === 1 ? named[0] : undefined;
}

function shownName(table: CatalogTable): string {
  return table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;
}

/** Names of relations and types, by schema. */
function takenNames({
  tables,
  names: others = [],
}: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const taken = new Map<string, Set<string>>();
  for (const { schema, name, indexes } of tables) {
    const names = taken.get(schema) ?? new Set();
    for (const each of [name, ...indexes.map((index) => index.name)]) names.add(each);
    taken.set(schema, names);
  }
  for (const { schema, name } of others) taken.get(schema)?.add(name);
  return taken;
}

function readTable(
  { name, definition, table }: Pair,
  all: Pairs,
  taken: ReadonlyMap<string, ReadonlySet<string>>,
): TableParts {
  checkGiven(name, definition, table);
  const distributions = distributionsOf({ name, definition, table }, all);
  checkForeignKeys(name, table, distributions, (schema, other) =>
    all.nameOf.get(keyOf({ schema, name: other })),
  );
  const roles = uniqueRoles(table, distributions, `tables.${name}`);
  const columns = table.columns.flatMap((column): ColumnParts[] => {
    const distribution = distributions.get(column.name);
    if (distribution === undefined) return [];
    return [
      {
        name: column.name,
        sqlName: quoteIdent(column.name),
        type: column.type,
        distribution,
        nullable: !column.notNull,
        role: roles.get(column.name),
        enumLabels: column.enumLabels,
      },
    ];
  });
  const growth = definition.rows;
  return {
    name,
    sqlName: qualifiedName(table.schema, table.name),
    columns,
    relation: {
      schema: table.schema,
      name: table.name,
      taken: taken.get(table.schema) ?? new Set(),
    },
    primaryKey: table.primaryKey ?? [],
    partitions: definition.partitions,
    growthParent: growth && growthParent(growth),
  };
}

/** The distributions of the columns that are given one, and of the keys that PostgreSQL would fill; never empty. */
function distributionsOf(
  { name, definition, table }: Pair,
  all: Pairs,
): ReadonlyMap<string, Distribution> {
  const distributions = new Map<string, Distribution>();
  for (const column of table.columns) {
    const given = ownValue(definition.columns, column.name) ?? filled(column, table);
    if (given === undefined) continue;
    const own = resolve(given, column, table, all);
    distributions.set(column.name, sameRow(own, column, table, distributions));
  }
  // An insert names at least one column.
  const bare = table.columns.find((column) => !column.notNull && !column.generated);
  if (distributions.size === 0 && bare !== undefined) distributions.set(bare.name, constant(null));
  if (distributions.size === 0) {
    throw new PlancliffError('model', {
      message: `tables.${name}.columns is empty`,
      hint: 'Give one of its columns a distribution.',
    });
  }
  return distributions;
}

/**
 * The distribution of a key that PostgreSQL would fill: a sequence or a random UUID. Ours must be a function
 * of the row number, so that foreign keys can refer to it. Other defaults are left to PostgreSQL.
 */
function filled(column: CatalogColumn, table: CatalogTable): Distribution | undefined {
  if (column.generated) return undefined;
  if (column.identity !== '') return serial();
  const key = table.indexes.some(
    (index) => index.unique && index.columns.length === 1 && index.columns[0] === column.name,
  );
  const primary = table.primaryKey?.includes(column.name) ?? false;
  if (!column.hasDefault || !(key || primary)) return undefined;
  if (/^int[248]$/.test(column.typeName)) return serial();
  return column.typeName === 'uuid' ? uuidV4() : undefined;
}

/** Names the table as the model does, and the column that the foreign key refers to. */
function resolve(
  distribution: Distribution,
  column: CatalogColumn,
  table: CatalogTable,
  all: Pairs,
): Distribution {
  return mapAlternatives(distribution, (each) => resolveOne(each, column, table, all));
}

function resolveOne(
  distribution: Distribution,
  column: CatalogColumn,
  table: CatalogTable,
  { pairs, named }: Pairs,
): Distribution {
  if (distribution.kind !== 'reference') return distribution;
  const parent =
    named.get(distribution.table) ??
    pairs.find(({ table: other }) => other === findTable(distribution.table, [other]));
  if (parent === undefined) {
    throw new PlancliffError('model', {
      message: `tables.${shownName(table)}.columns.${column.name}: reference to '${distribution.table}', which is no table of the model`,
      hint: didYouMean(
        distribution.table,
        pairs.map(({ name }) => name),
      ),
    });
  }
  const referred = distribution.column ?? referredColumn(column, table, parent.table);
  return {
    ...distribution,
    table: parent.name,
    ...(referred === undefined ? {} : { column: referred }),
  };
}

function referredColumn(
  column: CatalogColumn,
  table: CatalogTable,
  parent: CatalogTable,
): string | undefined {
  for (const key of table.foreignKeys) {
    const place = key.columns.indexOf(column.name);
    if (place !== -1 && key.table === parent.name && key.schema === parent.schema) {
      return key.referencedColumns[place];
    }
  }
  return parent.primaryKey?.length === 1 ? parent.primaryKey[0] : undefined;
}

/** The columns of one foreign key refer to one row: those after the first follow it. */
function sameRow(
  distribution: Distribution,
  column: CatalogColumn,
  table: CatalogTable,
  before: ReadonlyMap<string, Distribution>,
): Distribution {
  if (distribution.kind === 'nullable') {
    return { ...distribution, of: sameRow(distribution.of, column, table, before) };
  }
  if (distribution.kind !== 'reference') return distribution;
  for (const key of table.foreignKeys) {
    if (!key.columns.includes(column.name)) continue;
    const first = key.columns.find((name) => {
      const other = before.get(name);
      const of = other && withoutNulls(other);
      return of?.kind === 'reference' && of.table === distribution.table;
    });
    if (first !== undefined)
      return { kind: 'correlated', column: first, strength: 1, of: distribution };
  }
  return distribution;
}
