import { arrayOf } from './array-of';
import type { Driver, ValueKind } from './types';

/**
 * The types of pgjdbc's setters (PgPreparedStatement.java: setShort, setInt, setLong, setFloat, setDouble, setBigDecimal,
 * setBoolean, setString, setBytes, setDate, setTimestamp, setObject). `setString` sends `varchar` unless the URL says
 * stringtype=unspecified. `java.sql.Date` and `Timestamp` are sent without a type: that serves columns with and without a
 * zone; of java.time, which sends one, nothing is assumed. A null has the type that it is set with (setNull).
 */
const types: Readonly<Record<ValueKind, string | null>> = {
  smallint: 'int2',
  integer: 'int4',
  bigint: 'int8',
  float: 'float4',
  double: 'float8',
  decimal: 'numeric',
  boolean: 'bool',
  text: 'varchar',
  uuid: 'uuid',
  json: null,
  bytes: 'bytea',
  date: null,
  time: null,
  timestamp: null,
  timestamptz: null,
  other: null,
};

export const jdbc: Driver = (parameter) =>
  parameter.isNull && parameter.kind === 'date'
    ? 'date'
    : arrayOf(types[parameter.kind], parameter);
