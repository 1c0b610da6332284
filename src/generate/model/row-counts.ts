import { fixed, ratio } from '../../model/growth';
import type { Growth } from '../../model/types';
import type { SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { findTable, modelledTables, tableName } from '../names';
import { isUnique } from './is-unique';
import type { TableRole } from './types';

/** Rows that a person gives instead, by the name of the table. */
export interface GivenRows {
  /** Row counts relative to one another. */
  readonly rows?: ReadonlyMap<string, number>;
  /** Rows for each row of the driving table. */
  readonly ratios?: ReadonlyMap<string, number>;
}

export interface RowCounts {
  readonly driving: string;
  readonly growth: ReadonlyMap<string, { readonly rows: Growth; readonly because: string }>;
}

/** Rows that a parent has for each of its children. */
const perLevel = 0.2;
/** One tenant for so many rows of the largest tables. */
const tenants = 0.001;
const fewest = 0.0005;
const fixedRows = { bookkeeping: 200, lookup: 40 } as const;

/**
 * How many rows each table has for each row of the driving table: the further a table is above the tables that refer to
 * it, the fewer.
 */
export function rowCounts(
  facts: SchemaFacts,
  roleOf: (table: TableFacts) => TableRole,
  given: GivenRows = {},
): RowCounts {
  const tables = modelledTables(facts);
  const heights = heightsOf(tables, facts, roleOf);
  const ratios = new Map<TableFacts, { value: number; because: string }>();
  for (const table of tables) {
    const role = roleOf(table);
    if (role === 'bookkeeping' || role === 'lookup') continue;
    const height = heights.get(table) ?? 0;
    ratios.set(
      table,
      role === 'tenant'
        ? { value: tenants, because: 'a tenant owns a thousand rows of the largest tables' }
        : {
            value: Number(Math.max(fewest, perLevel ** height).toPrecision(4)),
            because:
              height === 0
                ? 'no growing table refers to it: it is one of the largest'
                : `it is ${height} above the largest tables that refer to it, and each level has five times fewer rows`,
          },
    );
  }
  for (let pass = 0; pass < tables.length; pass += 1) {
    if (!lowerOneToOne(ratios, facts)) break;
  }
  const driving = drivingTable(tables, heights, ratios, given);
  const growth = new Map<string, { rows: Growth; because: string }>();
  for (const table of tables) {
    const name = tableName(table);
    const role = roleOf(table);
    const inferred = ratios.get(table);
    const own = givenGrowth(name, driving, given);
    if (own !== undefined) growth.set(name, own);
    else if (name === driving)
      growth.set(name, { rows: ratio(1), because: 'its row count is the scale' });
    else if (inferred !== undefined)
      growth.set(name, { rows: ratio(inferred.value), because: inferred.because });
    else if (role === 'lookup' || role === 'bookkeeping')
      growth.set(name, {
        rows: fixed(fixedRows[role]),
        because: 'its row count does not follow the scale',
      });
  }
  return { driving, growth };
}

function givenGrowth(
  name: string,
  driving: string,
  { rows, ratios }: GivenRows,
): { rows: Growth; because: string } | undefined {
  const own = ratios?.get(name);
  if (own !== undefined) return { rows: ratio(own), because: 'given by --ratio' };
  const count = rows?.get(name);
  const scale = rows?.get(driving);
  if (count === undefined || scale === undefined) return undefined;
  return { rows: ratio(Number((count / scale).toPrecision(4))), because: 'given by --rows' };
}

/** Length of the longest chain of tables that refer to this one, over growing tables. Circles count once. */
function heightsOf(
  tables: readonly TableFacts[],
  facts: SchemaFacts,
  roleOf: (table: TableFacts) => TableRole,
): ReadonlyMap<TableFacts, number> {
  const children = new Map<TableFacts, Set<TableFacts>>();
  for (const table of tables) {
    if (roleOf(table) === 'bookkeeping') continue;
    for (const key of table.foreignKeys) {
      const parent = findTable(facts, key);
      if (parent === undefined || parent === table) continue;
      children.set(parent, (children.get(parent) ?? new Set()).add(table));
    }
  }
  const heights = new Map<TableFacts, number>();
  const height = (table: TableFacts, path: ReadonlySet<TableFacts>): number => {
    const known = heights.get(table);
    if (known !== undefined) return known;
    const below = [...(children.get(table) ?? [])].filter((child) => !path.has(child));
    const found = Math.max(
      0,
      ...below.map((child) => 1 + height(child, new Set([...path, child]))),
    );
    heights.set(table, found);
    return found;
  };
  for (const table of tables) height(table, new Set([table]));
  return heights;
}

/** A child with a unique reference has at most as many rows as its parent. True where a ratio was lowered. */
function lowerOneToOne(
  ratios: Map<TableFacts, { value: number; because: string }>,
  facts: SchemaFacts,
): boolean {
  let lowered = false;
  for (const [table, { value }] of ratios) {
    for (const key of table.foreignKeys) {
      const parent = findTable(facts, key);
      if (parent === undefined || parent === table || !isUnique(table, key.columns)) continue;
      const most = ratios.get(parent)?.value ?? fewest;
      if (value <= most) continue;
      ratios.set(table, {
        value: most,
        because: `each row of ${tableName(parent)} has at most one`,
      });
      lowered = true;
    }
  }
  return lowered;
}

/** One of the largest tables: the one with the most indexes and references, the first by name of several. */
function drivingTable(
  tables: readonly TableFacts[],
  heights: ReadonlyMap<TableFacts, number>,
  ratios: ReadonlyMap<TableFacts, { value: number }>,
  { rows }: GivenRows,
): string {
  const [largest] = [...(rows ?? [])].sort(([, a], [, b]) => b - a);
  if (largest !== undefined) return largest[0];
  const weight = (table: TableFacts): number =>
    (ratios.get(table)?.value ?? 0) * 1000 -
    (heights.get(table) ?? 0) +
    (table.indexes.length + table.foreignKeys.length) / 100;
  const [first] = tables.toSorted((a, b) => weight(b) - weight(a));
  return first === undefined ? '' : tableName(first);
}
