import type { Statement } from '../../plan/types';
import { quoteLiteral } from '../../postgres/quote';

/** The query that a finding shows; none where a parameter has no value, since its case was not planned. */
export function queryOf(statement: Pick<Statement, 'sql' | 'parameters'> | undefined): {
  readonly query?: string;
} {
  if (statement === undefined) return {};
  const query = shownQuery(statement);
  return query === undefined ? {} : { query };
}

/** A statement with its values in place, without the schema `public`: as somebody would type it. */
function shownQuery({
  sql,
  parameters,
}: Pick<Statement, 'sql' | 'parameters'>): string | undefined {
  let complete = true;
  const query = sql
    .replaceAll(/\bpublic\./g, '')
    .replaceAll(/\$(\d+)/g, (parameter, number: string) => {
      const value = parameters[Number(number) - 1];
      complete &&= value !== undefined;
      return value === undefined ? parameter : shownValue(value);
    });
  return complete ? query : undefined;
}

/** Longest text that is shown whole. */
const longest = 40;
/** Elements of an array that are shown. */
const most = 3;

function shownValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return shownArray(value);
  if (value instanceof Date) return quoteLiteral(value.toISOString());
  const text = typeof value === 'bigint' ? value.toString() : asText(value);
  // A text of digits may begin with zeros, which a number never does.
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
  if (isNumber || typeof value === 'boolean') return text;
  const characters = [...text];
  const cut = characters.length > longest;
  return quoteLiteral(cut ? `${characters.slice(0, longest - 1).join('')}…` : text);
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function shownArray(values: readonly unknown[]): string {
  const shown = values.slice(0, most).map(shownValue);
  return `array[${[...shown, ...(values.length > most ? ['…'] : [])].join(', ')}]`;
}
