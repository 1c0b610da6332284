/** A double precision constant. Without the cast PostgreSQL reads it as numeric, twenty times slower to compute with. */
export function float(value: number): string {
  return `'${value}'::float8`;
}

/** A bigint constant that is safe after any operator. Throws a RangeError for a number that is not whole. */
export function bigint(value: number | bigint): string {
  const text = BigInt(value).toString();
  return text.startsWith('-') ? `(${text})` : text;
}

/** `sql + offset` with the sign folded, or `sql` where the offset is 0. */
export function plus(sql: string, offset: number): string {
  if (offset === 0) return sql;
  return offset < 0 ? `${sql} - ${BigInt(-offset)}` : `${sql} + ${BigInt(offset)}`;
}
