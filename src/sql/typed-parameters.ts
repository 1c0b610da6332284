import { scan, type SqlToken } from './parse';

/** Types that the grammar lets stand before a constant, and so before the `$1` that took its place. */
const types = new Set(
  `interval timestamp timestamptz date time timetz json jsonb uuid numeric decimal integer int int2 int4 int8 bigint smallint
  real float4 float8 boolean bool text bytea inet cidr macaddr money point box circle path polygon line lseg`.split(
    /\s+/,
  ),
);

/**
 * A statement as pg_stat_statements normalises it, in a form that a server parses: a constant with a type before it, such
 * as `interval '1 day'`, becomes `interval $1` there, which only libpg-query takes. It is written `$1::interval`; the field
 * of `extract($1 from t)` becomes an argument of date_part.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export async function withTypedParameters(sql: string): Promise<string> {
  const tokens = (await scan(sql)).filter(({ kind }) => kind !== 'comment');
  const edits = tokens.flatMap((token, k) => (token.kind === 'parameter' ? editOf(tokens, k) : []));
  let text = '';
  let from = 0;
  for (const { start, end, by } of edits) {
    if (start < from) continue;
    text += sql.slice(from, start) + by;
    from = end;
  }
  return text + sql.slice(from);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function editOf(tokens: readonly SqlToken[], place: number): readonly Edit[] {
  const parameter = tokens[place] as SqlToken;
  const before = (back: number): string => tokens[place - back]?.word.toLowerCase() ?? '';
  const after = tokens[place + 1];
  // extract ( $1 FROM …
  if (before(2) === 'extract' && before(1) === '(' && after?.word.toLowerCase() === 'from') {
    const call = tokens[place - 2] as SqlToken;
    return [{ start: call.start, end: after.end, by: `pg_catalog.date_part(${parameter.word},` }];
  }
  // timestamp with time zone $1
  const zoned =
    /^(timestamp|time)$/.test(before(4)) && before(2) === 'time' && before(1) === 'zone';
  if (zoned && /^with(out)?$/.test(before(3))) {
    const type = `${before(4)} ${before(3)} time zone`;
    const first = tokens[place - 4] as SqlToken;
    return [{ start: first.start, end: parameter.end, by: `${parameter.word}::${type}` }];
  }
  if (before(2) === 'double' && before(1) === 'precision') {
    const first = tokens[place - 2] as SqlToken;
    return [{ start: first.start, end: parameter.end, by: `${parameter.word}::double precision` }];
  }
  // A column of the name of a type has an operator or a comma behind it, never a parameter.
  if (!types.has(before(1)) || before(2) === '::' || before(2) === '.') return [];
  const first = tokens[place - 1] as SqlToken;
  return [{ start: first.start, end: parameter.end, by: `${parameter.word}::${before(1)}` }];
}
