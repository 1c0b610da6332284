const clauses = new Set(
  (
    'from where group having window order limit offset fetch for union intersect except join left right ' +
    'inner full cross natural values set returning using when'
  ).split(' '),
);

/** Words that the word behind them belongs to: `inner join`, `is distinct from`, `within group`. */
const openers = new Set('inner left right full cross natural outer distinct within'.split(' '));

/** What opens a pair of parentheses with clauses of its own, and not the arguments of a function. */
const statements = /^\(*(?:select|with|values|insert|update|delete|merge)$/i;

/**
 * Breaks a long statement into lines at single spaces, before the words that begin a clause, so that a
 * change to one clause shows as a change to its own lines. Joined by single spaces the lines give the
 * statement back. Parentheses are counted without a look at strings: a wrong count moves a break and no more.
 */
export function wrapSql(sql: string, columns: number): string[] {
  if (sql.length <= columns) return [sql];
  const words = sql.split(' ');
  const lines: string[] = [];
  /** For each open parenthesis whether a statement stands in it. */
  const open: boolean[] = [];
  let line = '';
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '';
    // A space beside another space is part of a string: breaking there would lose it.
    const breakable = index > 0 && word !== '' && before !== '' && line.trim() !== '';
    const long = line.length + 1 + word.length > columns;
    const begins =
      clauses.has(word.toLowerCase()) &&
      open.at(-1) !== false &&
      !openers.has(before.toLowerCase()) &&
      !isJoinColumns(word, words[index + 1]);
    if (breakable && (long || begins)) {
      lines.push(line);
      line = word;
    } else {
      line = index === 0 ? word : `${line} ${word}`;
    }
    count(word, words[index + 1] ?? '', open);
  });
  return [...lines, line];
}

/** `join g using (id)`, where `using` begins nothing. */
const isJoinColumns = (word: string, next: string | undefined): boolean =>
  word.toLowerCase() === 'using' && next?.startsWith('(') === true;

function count(word: string, next: string, open: boolean[]): void {
  for (let at = 0; at < word.length; at++) {
    if (word.charAt(at) === ')') open.pop();
    if (word.charAt(at) !== '(') continue;
    const inside = at === word.length - 1 ? next : word.slice(at + 1);
    open.push(statements.test(inside));
  }
}
