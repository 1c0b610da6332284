import { replaced, wordsOf } from './query-text';

/** A statement whose parameters are numbered from 1 on without gaps. */
export interface Renumbered {
  readonly sql: string;
  /** Numbers that $1, $2, … had before. */
  readonly parameters: readonly number[];
}

/** Without gaps: of a parameter that a statement does not name, the server could not infer the type. */
export async function renumbered(sql: string): Promise<Renumbered> {
  const named = (await wordsOf(sql)).filter(({ kind }) => kind === 'parameter');
  const numberOf = ({ word }: { readonly word: string }): number => Number(word.slice(1));
  const parameters = [...new Set(named.map(numberOf))].sort((a, b) => a - b);
  if (parameters.every((number, index) => number === index + 1)) return { sql, parameters };
  const parts = named.map((token) => ({
    span: token,
    by: `$${parameters.indexOf(numberOf(token)) + 1}`,
  }));
  return { sql: replaced(sql, parts), parameters };
}
