/** A statement that auto_explain logged. */
export interface LoggedStatement {
  readonly sql: string;
  /** Of `$1`, `$2`, …; absent where the log has none: before PostgreSQL 16, or cut by log_parameter_max_length. */
  readonly parameters?: readonly (string | null)[];
  /** Milliseconds that it took. */
  readonly duration: number;
}

/**
 * Reads what auto_explain logged (explain_ExecutorEnd, auto_explain.c), in the formats text, JSON and YAML; undefined for
 * any other message.
 */
export function loggedStatement(message: string): LoggedStatement | undefined {
  const [lead = '', ms = ''] = /^duration: ([\d.]+) ms {2}plan:\s*/.exec(message) ?? [];
  if (lead === '') return undefined;
  const body = message.slice(lead.length);
  const found = body.startsWith('{') ? fromJson(body) : fromText(body);
  if (found === undefined) return undefined;
  const { sql, list } = found;
  const parameters = list === undefined ? undefined : parametersIn(list);
  return {
    sql: sql.trim(),
    duration: Number(ms),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

interface Found {
  readonly sql: string;
  readonly list: string | undefined;
}

function fromJson(body: string): Found | undefined {
  try {
    const plan = JSON.parse(body) as { 'Query Text'?: unknown; 'Query Parameters'?: unknown };
    const { 'Query Text': sql, 'Query Parameters': list } = plan;
    return typeof sql === 'string'
      ? { sql, list: typeof list === 'string' ? list : undefined }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The text goes up to the parameters, or up to the first line of the plan. */
function fromText(body: string): Found | undefined {
  const [, rest] = /^Query Text: ([^]*)$/.exec(body) ?? [];
  if (rest === undefined) return undefined;
  const parameters = /\nQuery Parameters: ([^]*?)\n(?=\S[^\n]*\(cost=|Query Identifier: )/.exec(
    rest,
  );
  const plan = /\n(?:Query Identifier: [^\n]*\n)?\S[^\n]*\(cost=[\d.]+\.\.[\d.]+ rows=/.exec(rest);
  const end = parameters?.index ?? plan?.index ?? rest.length;
  return { sql: rest.slice(0, end), list: parameters?.[1] };
}

/** `$1 = '42', $2 = NULL`, with quotes doubled (BuildParamLogString, params.c); undefined where a value was cut. */
function parametersIn(list: string): readonly (string | null)[] | undefined {
  const values: (string | null)[] = [];
  const form = /\$(\d+) = (?:(NULL)|'((?:[^']|'')*)')(?:, |$)/y;
  let end = 0;
  for (let match = form.exec(list); match !== null; match = form.exec(list)) {
    const [whole, number, isNull, text = ''] = match;
    if (Number(number) !== values.length + 1 || (isNull === undefined && text.endsWith('...')))
      return undefined;
    values.push(isNull === undefined ? text.replaceAll("''", "'") : null);
    end = match.index + whole.length;
  }
  return end === list.length ? values : undefined;
}
