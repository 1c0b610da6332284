import type { Catalog, CatalogTable } from '../../postgres/catalog/types';
import { isChildOf } from '../../postgres/catalog/parents';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { columnPattern } from '../../text/pattern';
import type { ColumnStatistics, ExtendedStatistics, RelationStatistics } from '../types';
import { kindOfType, kindOfValues, type ValueKind } from './kinds';

/** Where the surrogates of a column come from, and how its values are read. */
export interface ColumnPlace {
  /** Equal for columns whose values are compared with each other. */
  readonly domain: string;
  readonly kind: ValueKind;
}

export interface ColumnPlaces {
  /** @param table `schema.name`, without quotes */
  named(table: string, column: string): ColumnPlace | undefined;
  ofRelation(relation: RelationStatistics, column: ColumnStatistics): ColumnPlace;
  ofExpression(extended: ExtendedStatistics, column: ColumnStatistics): ColumnPlace;
  /** Of the columns that extended statistics are about, in their order; undefined where an expression is among them. */
  ofExtended(extended: ExtendedStatistics): readonly ColumnPlace[] | undefined;
}

export interface Pair {
  readonly table: string;
  readonly column: string;
  readonly other: { readonly table: string; readonly column: string };
}

/**
 * Divides the columns of a database into domains: those that a foreign key, a partition or a join of the workload
 * compares share one, and so does an expression with the column that it is made of.
 *
 * @param joins that the workload makes
 * @param schema DDL, where extended statistics name their tables
 */
export function columnPlaces(
  { tables }: Catalog,
  joins: readonly Pair[],
  schema: string,
): ColumnPlaces {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    const parent = parents.get(key);
    return parent === undefined ? key : rootOf(parent);
  };
  const join = (a: string, b: string): void => {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one !== other) parents.set(other, one);
  };
  const byName = new Map(tables.map((table) => [nameOf(table), table]));
  for (const table of tables) {
    for (const key of table.foreignKeys) {
      const referenced = nameOf({ schema: key.schema, name: key.table });
      key.columns.forEach((column, k) =>
        join(keyOf(referenced, key.referencedColumns[k] ?? ''), keyOf(nameOf(table), column)),
      );
    }
    for (const child of tables.filter((each) => isChildOf(each, table))) {
      table.columns.forEach(({ name }) => join(keyOf(nameOf(table), name), keyOf(nameOf(child), name))); // prettier-ignore
    }
  }
  for (const { table, column, other } of joins) join(keyOf(table, column), keyOf(other.table, other.column)); // prettier-ignore

  const kindOf = (table: CatalogTable | undefined, column: string): ValueKind | undefined => {
    const found = table?.columns.find(({ name }) => name === column);
    if (found === undefined) return undefined;
    return found.enumLabels === undefined ? kindOfType(found.typeName) : { kind: 'kept' };
  };
  /** The column that an expression is made of: the first of its kind that the text names. */
  const ofText = (table: CatalogTable | undefined, text: string, kind: ValueKind, own: string) => {
    const column = table?.columns.find(
      ({ name }) =>
        new RegExp(columnPattern(name)).test(text) &&
        JSON.stringify(kindOf(table, name)) === JSON.stringify(kind),
    );
    const key = table === undefined || column === undefined ? own : keyOf(nameOf(table), column.name); // prettier-ignore
    return { domain: rootOf(key), kind };
  };
  return {
    named(table, column) {
      const kind = kindOf(byName.get(table), column);
      return kind && { domain: rootOf(keyOf(table, column)), kind };
    },
    ofRelation({ schema: of, name, index }, column) {
      const table = nameOf({ schema: of, name: index?.table ?? name });
      const own = byName.get(table);
      const key = keyOf(nameOf({ schema: of, name }), column.attname);
      if (index === undefined) {
        return {
          domain: rootOf(key),
          kind: kindOf(own, column.attname) ?? kindOfType(column.type),
        };
      }
      const definition = own?.indexes.find((each) => each.name === name)?.definition ?? '';
      // After the table's name, which may be that of a column.
      const keys = definition.slice(definition.indexOf(' USING '));
      return ofText(own, keys, kindOfType(column.type), key);
    },
    ofExtended(extended) {
      const { table, keys } = definitionOf(extended, schema, tables);
      const own = keys.map((key) => {
        const column = table?.columns.find(({ name }) => quoteIdent(name) === key)?.name;
        const kind = column === undefined ? undefined : kindOf(table, column);
        if (table === undefined || column === undefined || kind === undefined) return undefined;
        return { domain: rootOf(keyOf(nameOf(table), column)), kind };
      });
      return own.every((place) => place !== undefined) ? own : undefined;
    },
    ofExpression(extended, column) {
      const { schema: of, name } = extended;
      const { table } = definitionOf(extended, schema, tables);
      const kind = kindOfValues([
        ...(column.most_common_vals ?? []),
        ...(column.histogram_bounds ?? []),
      ]);
      return ofText(table, column.attname, kind, keyOf(`${of}.${name}`, column.attname));
    },
  };
}

/** The table and the columns of extended statistics, as pg_get_statisticsobjdef prints them. */
function definitionOf(
  { schema: of, name }: ExtendedStatistics,
  schema: string,
  tables: readonly CatalogTable[],
): { readonly table: CatalogTable | undefined; readonly keys: readonly string[] } {
  const start = `CREATE STATISTICS ${qualifiedName(of, name)} `;
  const line = schema.split('\n').find((each) => each.startsWith(start)) ?? '';
  const [, list = '', from = ''] = / ON (.+) FROM ([^;]+);?$/.exec(line) ?? [];
  return {
    table: tables.find((each) => qualifiedName(each.schema, each.name) === from),
    keys: list.split(', '),
  };
}

const keyOf = (table: string, column: string): string => `${table}\0${column}`;
const nameOf = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${schema}.${name}`;
