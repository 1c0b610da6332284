import type { DrawLabel, DrawnValue } from '../../model/draw';
import type {
  ColumnFacts,
  IndexFacts,
  IndexKey,
  IndexOperator,
  TableFacts,
} from '../../postgres/catalog/schema-facts';
import { quoteIdent } from '../../postgres/quote';
import { columnPattern } from '../names';
import type { IndexSubject } from './types';

/** A key of an index whose values the data model can draw. */
export interface Operand {
  readonly key: IndexKey;
  /** The column, or the expression, as SQL. */
  readonly left: string;
  /** SQL of what it is compared with, of a parameter. */
  readonly right: (parameter: number) => string;
  readonly draw: (label: DrawLabel) => DrawnValue;
}

/** The key as an operand; undefined for an expression over several columns, and for values that cannot be drawn. */
export function operandOf(
  { table, name, drawable }: IndexSubject,
  key: IndexKey,
): Operand | undefined {
  if (key.column !== undefined) {
    const { column } = key;
    if (!drawable.has(column)) return undefined;
    return {
      key,
      left: key.collate === undefined ? quoteIdent(column) : key.sql,
      right: (parameter) => `$${parameter}`,
      draw: (label) => drawFrom(name, column, label),
    };
  }
  const only = onlyColumn(table, key);
  if (only === undefined || !drawable.has(only.name)) return undefined;
  return {
    key,
    left: key.sql,
    right: (parameter) =>
      key.sql.replaceAll(columnPattern(only.name), `$$${parameter}::${only.type}`),
    draw: (label) => drawFrom(name, only.name, label),
  };
}

/** The column that the expression of a key is over; undefined where it names none or several. */
export function onlyColumn({ columns }: TableFacts, key: IndexKey): ColumnFacts | undefined {
  const named = columns.filter(({ name }) => columnPattern(name).test(key.sql));
  return named.length === 1 ? named[0] : undefined;
}

/** A value of a column as a case draws it: the name of the column in quotes where it contains a dot. */
export function drawFrom(table: string, column: string, label: DrawLabel): DrawnValue {
  const quoted = column.includes('.') ? `"${column.replaceAll('"', '""')}"` : column;
  return { draw: label, from: `${table}.${quoted}` };
}

/** As many keys from the first on as can be compared. */
export function operandsOf(subject: IndexSubject): readonly Operand[] {
  const operands: Operand[] = [];
  for (const key of subject.index.keys) {
    const operand = operandOf(subject, key);
    if (operand === undefined || operator(key, '=') === undefined) break;
    operands.push(operand);
  }
  return operands;
}

/** An operator of this name between two values of the key's type, where its family has one. */
export const operator = ({ operators }: IndexKey, name: string): IndexOperator | undefined =>
  operators.find((each) => each.name === name && !each.ordering);

/** Whether the index is a b-tree, or another one that returns rows in the order of its keys. */
export const isOrdered = ({ keys }: IndexFacts): boolean => keys[0]?.orders === true;

/** Equality on the first keys, from parameter `first` on. */
export function equal(operands: readonly Operand[], first = 1): readonly string[] {
  return operands.map(({ left, right }, place) => `${left} = ${right(first + place)}`);
}

/** The condition of a partial index, which its queries repeat. */
export const predicate = ({ predicate: condition }: IndexFacts): readonly string[] =>
  condition === undefined ? [] : [condition];

export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/** One case for each label, with a value of it for each operand. */
export function casesOf(
  operands: readonly Operand[],
  labels: readonly DrawLabel[] = ['common', 'rare', 'absent'],
): Readonly<Record<string, readonly unknown[]>> {
  if (operands.length === 0) return { default: [] };
  return Object.fromEntries(
    labels.map((label) => [label, operands.map(({ draw }) => draw(label))]),
  );
}

/** Values of two or more columns that one row has: the tenant and the status that occur together, often and seldom. */
export function drawTogether(
  { name }: Pick<IndexSubject, 'name'>,
  operands: readonly Operand[],
): Readonly<Record<string, readonly unknown[]>> {
  const columns = operands.flatMap(({ key }) => (key.column === undefined ? [] : [key.column]));
  if (columns.length < 2 || columns.length < operands.length) return {};
  const row = (label: 'common' | 'rare') =>
    columns.map((column) => ({ ...drawFrom(name, column, label), row: columns }));
  return { 'common together': row('common'), 'rare together': row('rare') };
}

/** ORDER BY of keys in their own direction, or in the opposite one. */
export function orderBy(keys: readonly IndexKey[], reversed: boolean): string {
  const terms = keys.map(({ sql, descending, nullsFirst }) => {
    const down = descending !== reversed;
    const first = nullsFirst !== reversed;
    const nulls = first === down ? '' : first ? ' nulls first' : ' nulls last';
    return `${sql}${down ? ' desc' : ''}${nulls}`;
  });
  return ` order by ${terms.join(', ')}`;
}
