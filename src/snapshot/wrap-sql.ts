const clauses = new Set(
  (
    'from where group having window order limit offset fetch for union intersect except join left right ' +
    'inner full cross natural values set returning using when'
  ).split(' '),
);

/**
 * Breaks a long statement into lines at single spaces, before the words that begin a clause, so that a
 * change to one clause shows as a change to its own lines. Joined by single spaces the lines give the
 * statement back.
 */
export function wrapSql(sql: string, columns: number): string[] {
  if (sql.length <= columns) return [sql];
  const words = sql.split(' ');
  const lines: string[] = [];
  let line = '';
  words.forEach((word, index) => {
    // A space beside another space is part of a string: breaking there would lose it.
    const breakable = index > 0 && word !== '' && words[index - 1] !== '' && line.trim() !== '';
    const long = line.length + 1 + word.length > columns;
    if (breakable && (long || clauses.has(word.toLowerCase()))) {
      lines.push(line);
      line = word;
    } else {
      line = index === 0 ? word : `${line} ${word}`;
    }
  });
  return [...lines, line];
}
