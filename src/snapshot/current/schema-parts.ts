import { isPartitionOf } from '../../postgres/catalog/parents';
import type { Catalog, CatalogIndex, CatalogTable } from '../../postgres/catalog/types';
import { tableDigest } from '../../scenario/digest';
import type { Scenario } from '../../scenario/types';
import { byCodeUnit } from '../entry-order';
import type { SchemaPart } from '../types';

/** Stands for the name of a table where a part of the data model concerns all of them. */
export const allTables = '(all)';

/** `orders`, or `app.orders` outside of the schema public. */
export const tableName = (schema: string, name: string): string =>
  schema === 'public' || schema === '' ? name : `${schema}.${name}`;

/**
 * What the planner sees of a schema and its data model: one part per table, index, foreign key and modelled table,
 * in an order that does not depend on the order of the statements. Partitions are counted with their table.
 */
export function schemaParts(scenario: Scenario, catalog: Catalog): SchemaPart[] {
  const { definition, seed, clock } = scenario;
  const roots = catalog.tables
    .filter(({ partitionOf }) => partitionOf === undefined)
    .map((table) => ({ name: tableName(table.schema, table.name), table }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
  const models = Object.entries(definition.tables).map(([name, model]) => ({
    kind: 'model' as const,
    name,
    text: tableDigest(model),
  }));
  return [
    {
      kind: 'model',
      name: allTables,
      text: `driving table ${definition.driving}, seed ${seed}, clock ${clock}`,
    },
    ...roots.flatMap(({ name, table }) => [
      ...tableParts(name, table, partitionsOf(table, catalog)),
      ...models.filter((model) => model.name === name),
    ]),
    // A model may name a table otherwise than it is listed: `public.orders`.
    ...models.filter((model) => !roots.some(({ name }) => name === model.name)),
  ];
}

function tableParts(
  name: string,
  table: CatalogTable,
  partitions: readonly CatalogTable[],
): SchemaPart[] {
  const indexes = [
    ...table.indexes,
    // An index of one partition alone; those of the partitioned table are repeated on each.
    ...partitions.flatMap((partition) =>
      partition.indexes.filter((index) => !table.indexes.some((own) => isPartOf(index, own))),
    ),
  ];
  return [
    { kind: 'table', name, text: tableText(table, partitions.length) },
    ...table.foreignKeys
      .map((key) => {
        const to = tableName(key.schema, key.table);
        const text = `(${key.columns.join(', ')}) references ${to} (${key.referencedColumns.join(', ')})`;
        return { kind: 'key' as const, name, text };
      })
      .sort((a, b) => byCodeUnit(a.text, b.text)),
    ...indexes
      .map((index) => ({
        kind: 'index' as const,
        name: tableName(index.schema, index.name),
        on: name,
        text: indexText(index),
      }))
      .sort((a, b) => byCodeUnit(a.name, b.name)),
  ];
}

function tableText(table: CatalogTable, partitions: number): string {
  return [
    ...(table.kind === 'table' || table.kind === 'partitioned'
      ? []
      : [table.kind.replace('-', ' ')]),
    ...table.columns.map(({ name, type, notNull }) => `${name} ${type}${notNull ? '' : ' null'}`),
    ...(table.partitionKey === undefined ? [] : [`partition by ${table.partitionKey}`]),
    ...(partitions === 0 ? [] : [`${partitions} partition${partitions === 1 ? '' : 's'}`]),
    ...table.inherits.map((parent) => `inherits ${parent}`),
  ].join(', ');
}

/** `unique (id)`, `gin (tags)`, `(placed_at) where (coupon is not null)`: pg_get_indexdef from the method on. */
function indexText(index: CatalogIndex): string {
  const { definition, method, unique } = index;
  const start = ` USING ${method} `;
  const at = definition.indexOf(start);
  const keys = at < 0 ? definition : definition.slice(at + start.length);
  return `${unique ? 'unique ' : ''}${method === 'btree' ? '' : `${method} `}${keys}`;
}

function partitionsOf(table: CatalogTable, catalog: Catalog): CatalogTable[] {
  return catalog.tables
    .filter((each) => isPartitionOf(each, table))
    .flatMap((partition) => [partition, ...partitionsOf(partition, catalog)]);
}

const isPartOf = (index: CatalogIndex, own: CatalogIndex): boolean =>
  indexText(index) === indexText(own);
