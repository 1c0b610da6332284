import { arrayOf } from './array-of';
import type { Driver, ValueKind } from './types';

/**
 * The type that Prisma's engine names for each value (prisma-engines, quaint/src/connector/postgres/native/conversion.rs,
 * params_to_types). Int is the field type of smallint and integer, DateTime that of a timestamp with and without a zone;
 * a text is `text` also for `varchar` and `char`. Enums, nulls and empty arrays are left to the server.
 */
const types: Readonly<Record<ValueKind, string | null>> = {
  smallint: 'int4',
  integer: 'int4',
  bigint: 'int8',
  float: 'float8',
  double: 'float8',
  decimal: 'numeric',
  boolean: 'bool',
  text: 'text',
  uuid: 'uuid',
  json: 'jsonb',
  bytes: 'bytea',
  date: 'timestamp',
  time: 'time',
  timestamp: 'timestamptz',
  timestamptz: 'timestamptz',
  other: null,
};

export const prisma: Driver = (parameter) => {
  const { kind, array, isNull, value } = parameter;
  if (isNull || (array && Array.isArray(value) && value.length === 0)) return null;
  return arrayOf(types[kind], parameter);
};
