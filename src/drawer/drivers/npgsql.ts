import { arrayOf } from './array-of';
import type { Driver, ValueKind } from './types';

/**
 * The type that Npgsql names for each .NET value (AdoTypeInfoResolverFactory.cs, JsonTypeInfoResolverFactory.cs): `text` of a
 * string also for `char` and `varchar`, `date` of a DateOnly, `jsonb` of a JsonDocument, and of a DateTime `timestamptz` where
 * its kind is UTC and `timestamp` otherwise (DateTimeConverterResolver), which are the kinds that columns with and without a zone
 * are read as. A DBNull has none (NpgsqlParameter.cs, UnspecifiedDBNullTypeInfo). An enum that is mapped has its own type, which
 * is the one that the server infers.
 */
const types: Readonly<Record<ValueKind, string | null>> = {
  smallint: 'int2',
  integer: 'int4',
  bigint: 'int8',
  float: 'float4',
  double: 'float8',
  decimal: 'numeric',
  boolean: 'bool',
  text: 'text',
  uuid: 'uuid',
  json: 'jsonb',
  bytes: 'bytea',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  other: null,
};

export const npgsql: Driver = (parameter) =>
  parameter.isNull ? null : arrayOf(types[parameter.kind], parameter);
