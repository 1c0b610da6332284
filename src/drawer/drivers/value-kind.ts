import { isDrawnValue } from '../../model/drawn-values';
import { withoutModifier } from '../../postgres/without-modifier';
import type { TypeOf } from '../types';
import type { ParameterValue, ValueKind } from './types';

/** What a column's values are to an application, by its type without length, precision and array. */
const kinds: Readonly<Record<string, ValueKind>> = {
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  real: 'float',
  'double precision': 'double',
  numeric: 'decimal',
  money: 'decimal',
  boolean: 'boolean',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  name: 'text',
  citext: 'text',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
  date: 'date',
  'time without time zone': 'time',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
};

const kindOfType = (type: string): ValueKind =>
  kinds[withoutModifier(type).replaceAll('[]', '')] ?? 'other';

/**
 * A parameter as a driver sees it.
 *
 * @param given the value of the case, which may be drawn
 * @param bound the same as it is sent
 */
export function parameterValue(given: unknown, bound: unknown, typeOf: TypeOf): ParameterValue {
  const common = { isNull: bound === null, drawn: isDrawnValue(given), value: bound };
  if (isDrawnValue(given)) {
    const type = typeOf(given.from) ?? '';
    return {
      ...common,
      kind: kindOfType(type),
      array: type.endsWith('[]') || given.count !== undefined,
    };
  }
  if (!Array.isArray(given)) return { ...common, kind: kindOfValue(given), array: false };
  const [first] = given as readonly unknown[];
  if (first === undefined || first === null) return { ...common, kind: 'other', array: true };
  // Elements of one list are of one kind; numbers are as large as the largest.
  const inner = given.map((each) => parameterValue(each, each, typeOf).kind);
  const kind = inner.toSorted((a, b) => widths.indexOf(b) - widths.indexOf(a))[0] ?? 'other';
  return { ...common, kind, array: true };
}

const widths: readonly ValueKind[] = ['integer', 'bigint', 'double'];

/** A number is an `int` where it is whole and fits into one, as authors of cases write them. */
function kindOfValue(value: unknown): ValueKind {
  switch (typeof value) {
    case 'bigint':
      return 'bigint';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'text';
    case 'number':
      if (!Number.isInteger(value)) return 'double';
      return Math.abs(value) < 2 ** 31 ? 'integer' : 'bigint';
    case 'object':
      if (value === null) return 'other';
      if (value instanceof Date) return 'timestamptz';
      return value instanceof Uint8Array ? 'bytes' : 'json';
    default:
      return 'other';
  }
}
