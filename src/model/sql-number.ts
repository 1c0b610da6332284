/** A double precision constant. Without the cast PostgreSQL reads it as numeric, twenty times slower to compute with. */
export function float(value: number): string {
  return `'${value}'::float8`;
}

/**
 * A bigint constant. A bare number of a few digits is an integer, and `bigint % integer` is an operator that PostgreSQL
 * lacks: one of the user's would be called. Throws a RangeError for a number that is not whole.
 */
export function bigint(value: number | bigint): string {
  return `'${BigInt(value)}'::bigint`;
}

/** `sql + offset` with the sign folded, or `sql` where the offset is 0. */
export function plus(sql: string, offset: number): string {
  if (offset === 0) return sql;
  return offset < 0 ? `${sql} - ${BigInt(-offset)}` : `${sql} + ${BigInt(offset)}`;
}
