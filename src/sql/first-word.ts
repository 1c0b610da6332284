import { scan } from './parse';

/** First word of a text after its comments, in lower case: what kind of statement it is, also where it does not parse. */
export async function firstWord(sql: string): Promise<string | undefined> {
  const tokens = await scan(sql).catch(() => []);
  return tokens.find(({ kind }) => kind !== 'comment')?.word.toLowerCase();
}
