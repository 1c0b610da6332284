import { tokenize } from './tokens';

/**
 * Folds the white space of a statement to single spaces, so that re-indenting a query is no change.
 * Strings, quoted names and dollar quotes are kept to the letter. Line comments are dropped, since they
 * would swallow what follows on the one line; block comments stay, since they can be hints.
 */
export function foldSql(sql: string): string {
  let folded = '';
  let gap = false;
  let end = 0;
  for (const token of tokenize(sql)) {
    const written = sql.slice(token.start, token.end);
    const dropped = token.kind === 'comment' && written.startsWith('--');
    gap ||= dropped || token.start > end;
    end = token.end;
    if (dropped) continue;
    if (gap && folded !== '') folded += ' ';
    folded += token.kind === 'comment' ? written.replace(/[ \t\n\r\f\v]+/g, ' ') : written;
    gap = false;
  }
  return folded;
}
