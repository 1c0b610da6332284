import { arrayOf } from './array-of';
import type { Driver, ParameterValue } from './types';

/**
 * psycopg 3 sends the type of each Python value: of an int the smallest that it fits into (psycopg/types/numeric.py,
 * IntDumper.upgrade), of a datetime one with or without a zone (datetime.py, DatetimeDumper, DatetimeNoTzDumper). A str has
 * none (string.py, StrDumperUnknown comes last), neither have an array of them (array.py, ListDumper) nor None. Cursors that
 * bind at the client, as psycopg 2 does and Django by default, write literals: no driver of this list stands for them.
 */
export const psycopg: Driver = (parameter) => {
  const { kind, isNull } = parameter;
  if (isNull) return null;
  switch (kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return arrayOf(integerType(parameter), parameter);
    case 'float':
    case 'double':
      return arrayOf('float8', parameter);
    case 'decimal':
      return arrayOf('numeric', parameter);
    case 'boolean':
      return arrayOf('bool', parameter);
    case 'json':
      return arrayOf('jsonb', parameter);
    case 'bytes':
      return arrayOf('bytea', parameter);
    case 'uuid':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return arrayOf(kind, parameter);
    case 'text':
    case 'other':
      return null;
  }
};

/** Of a list the type that its largest value needs. */
function integerType({ value }: ParameterValue): string | null {
  const numbers = textOf(value).match(/-?\d+/g)?.map(BigInt) ?? [];
  if (numbers.length === 0) return null;
  const within = (bits: bigint): boolean =>
    numbers.every((each) => each >= -(2n ** (bits - 1n)) && each < 2n ** (bits - 1n));
  if (within(16n)) return 'int2';
  if (within(32n)) return 'int4';
  return within(64n) ? 'int8' : 'numeric';
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(' ') : String(value);
