import { sql, text, uniformInt } from '../../model/distributions';
import { skew } from '../../model/skew';
import type { Distribution } from '../../model/types';
import { quoteLiteral } from '../../postgres/quote';
import type { ColumnFacts, IndexFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { columnPattern } from '../names';

type Columns = Map<string, Distribution>;

/** What a unique index made of the distribution of a column. */
export interface Uniquely {
  readonly column: string;
  readonly because: string;
  /** Rows that the table can have at most. */
  readonly most?: number;
}

/**
 * Changes distributions so that the table's unique indexes can be built: one column of each that is different in every
 * row, or two of which one is different within the other. Returns which columns were changed.
 *
 * Mirrors what `model/unique.ts` can make of distributions.
 */
export function makeUnique(table: TableFacts, columns: Columns): readonly Uniquely[] {
  return table.indexes
    .filter(({ unique }) => unique)
    .toSorted((a, b) => a.keys.length - b.keys.length)
    .flatMap((index) => makeIndexUnique(table, index, columns));
}

function makeIndexUnique(table: TableFacts, index: IndexFacts, columns: Columns): Uniquely[] {
  const keys = index.keys.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const because = `the unique index ${index.name} must be met`;
  const named = keys.filter((name) => columns.has(name));
  if (named.length === 0) return expressionColumns(table, index, columns, because);
  if (named.some((name) => differs(bare(columns.get(name))))) return [];
  const free = named.filter((name) => bare(columns.get(name))?.kind !== 'reference');
  const groups = named.filter((name) => bare(columns.get(name))?.kind === 'reference');
  const [group] = groups;
  const whole = free.find((name) => isWhole(columnOf(table, name)));
  if (group !== undefined && (whole !== undefined || groups.length > 1)) {
    makeEven(columns, group);
    for (const other of groups) makeEven(columns, other);
    if (whole === undefined) return [{ column: group, because }];
    const most = columnOf(table, whole)?.typeName === 'int2' ? 30_000 : 1_000_000;
    columns.set(whole, uniformInt(1, most));
    return [{ column: whole, because }];
  }
  for (const name of free) {
    const of = differing(columnOf(table, name));
    if (of === undefined) continue;
    columns.set(name, of);
    return [{ column: name, because }];
  }
  // Of a few values each can stand in one row alone.
  for (const name of free) {
    const values = valuesOf(bare(columns.get(name)));
    if (values === undefined || groups.length > 0) continue;
    columns.set(name, sql(`(array[${values.join(', ')}])[1 + ((i - 1) % ${values.length})::int]`));
    return [{ column: name, because, most: values.length }];
  }
  return [];
}

function valuesOf(of: Distribution | undefined): readonly string[] | undefined {
  if (of?.kind === 'boolean') return ['false', 'true'];
  if (of?.kind !== 'weighted') return undefined;
  return of.values.map(({ value }) =>
    typeof value === 'string' ? quoteLiteral(value) : String(value),
  );
}

/** A unique index on an expression: the columns that it names are made different where their type allows. */
function expressionColumns(
  table: TableFacts,
  index: IndexFacts,
  columns: Columns,
  because: string,
): Uniquely[] {
  return table.columns.flatMap((column) => {
    const named = index.keys.some((key) => columnPattern(column.name).test(key.sql));
    const of = columns.get(column.name);
    if (!named || of === undefined || differs(bare(of))) return [];
    const other = column.category === 'S' ? differing(column) : undefined;
    if (other === undefined) return [];
    columns.set(column.name, other);
    return [{ column: column.name, because }];
  });
}

const columnOf = ({ columns }: TableFacts, name: string): ColumnFacts | undefined =>
  columns.find((column) => column.name === name);

function bare(of: Distribution | undefined): Distribution | undefined {
  return of?.kind === 'nullable' ? bare(of.of) : of;
}

/** Whether the model makes the values different in every row of a unique index. */
function differs(of: Distribution | undefined): boolean {
  if (of === undefined) return false;
  if (of.kind === 'text') return of.distinct === undefined;
  return ['serial', 'uuid-v4', 'uuid-v7', 'email', 'time'].includes(of.kind);
}

/** The group of a unique pair is a plain reference, and has about as many rows for each parent. */
function makeEven(columns: Columns, name: string): void {
  const of = bare(columns.get(name));
  if (of?.kind === 'reference') columns.set(name, { ...of, skew: skew.uniform() });
}

const isWhole = (column: ColumnFacts | undefined): boolean =>
  /^int[248]$/.test(column?.typeName ?? '') && column?.enumLabels === undefined;

/** A distribution of this type that never repeats. */
function differing(column: ColumnFacts | undefined): Distribution | undefined {
  if (column === undefined || column.enumLabels !== undefined) return undefined;
  if (column.category === 'S') {
    const limit = Number(/\((\d+)\)/.exec(column.type)?.[1] ?? 32);
    return text({ minLength: Math.min(8, limit), maxLength: Math.min(32, limit) });
  }
  const scale = Number(/^numeric\(\d+,(\d+)\)/.exec(column.type)?.[1] ?? 0);
  // Of numeric(10,2) the whole numbers would end at a hundred million.
  if (scale > 0) return sql(`i / 1e${scale}`);
  const expression = expressions[column.typeName];
  return expression === undefined ? undefined : sql(expression);
}

const expressions: Readonly<Record<string, string>> = {
  int4: 'i',
  int8: 'i',
  numeric: 'i',
  float8: 'i',
  float4: 'i',
  oid: 'i',
  date: "date '2000-01-01' + i::int",
  timestamp: "timestamp '2000-01-01' + i * interval '1 second'",
  timestamptz: "timestamptz '2000-01-01 00:00Z' + i * interval '1 second'",
  bytea: "decode(md5(i::text), 'hex')",
  inet: "('0.0.0.0'::inet + i)",
  macaddr: "lpad(to_hex(i), 12, '0')::macaddr",
  int4range: 'int4range(i::int, i::int + 1)',
  int8range: 'int8range(i, i + 1)',
};
