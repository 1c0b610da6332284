import { tokenize } from './tokens';

/** The highest n of `$n` in SQL, 0 where there is none; strings, comments and quoted names aside. */
export function lastParameter(sql: string): number {
  return tokenize(sql).reduce(
    (last, { kind, text }) => (kind === 'parameter' ? Math.max(last, Number(text.slice(1))) : last),
    0,
  );
}
