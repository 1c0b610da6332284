/** Names that `format_type` prints, by `pg_type.typname`, where the two differ (format_type.c). */
const printedTypes: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};

/**
 * Whether a cast of a column leaves it usable for an index on the column: the planner looks through a RelabelType
 * (indxpath.c, match_index_to_operand). That is so from `varchar`, which has no operators of its own, to `text`, and
 * from a domain to its base type. A cast from an enum, `citext`, `name` or `char(n)` to text calls a function.
 *
 * @param from `pg_type.typname` of the column, under any domains; a cast to text counts as a relabelling where absent
 * @param to words of the type as EXPLAIN prints it, single blanks between them
 */
export function isRelabel(from: string | undefined, to: string): boolean {
  if (from === undefined) return /^(text|bpchar|character varying|character)\b/.test(to);
  if (from === 'varchar' && to === 'text') return true;
  return to.replace(/ ?\(.*\)/, '') === (printedTypes[from] ?? from);
}
