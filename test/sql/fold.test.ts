import fc from 'fast-check';
import { foldSql } from '../../src/sql/fold';
import { wrapSql } from '../../src/snapshot/format/wrap-sql';

describe('white space of a statement', () => {
  test.each([
    ['runs of blanks and line ends', '  select  1,\n\t2\r\n from t\f ', 'select 1, 2 from t'],
    ['line comments', "select 1 -- it's one\nfrom t -- end", 'select 1 from t'],
    [
      'block comments, which may be hints',
      'select /*+ seqscan(t)\n  */ 1',
      'select /*+ seqscan(t) */ 1',
    ],
    ['nested block comments', 'select /* a /* b\n */ -- c\n */ 1', 'select /* a /* b */ -- c */ 1'],
    ['strings', "select 'a  b\n--c', 'it''s  '", "select 'a  b\n--c', 'it''s  '"],
    ['escape strings', String.raw`select e'\'  ', 1  + 2`, String.raw`select e'\'  ', 1 + 2`],
    ['a name that ends in e before a string', "select the'\\'  , 1", "select the'\\' , 1"],
    ['quoted names', 'select "a  "" b",  c', 'select "a  "" b", c'],
    ['dollar quotes', 'select $a$ x  $b$  $a$,  $$ y  $$', 'select $a$ x  $b$  $a$, $$ y  $$'],
    ['parameters', 'select $1,  $2', 'select $1, $2'],
    [
      'an operator of two dashes and a string',
      "select '{}'::jsonb  -  'a'",
      "select '{}'::jsonb - 'a'",
    ],
    ['what is never closed', "select 'a  b", "select 'a b"],
    ['a comment that is never closed', 'select /* a  b', 'select /* a b'],
    ['nothing', ' \n ', ''],
  ])('%s', (_, sql, folded) => {
    expect(foldSql(sql)).toBe(folded);
  });

  const sql = fc
    .array(fc.constantFrom(...'ab \n\t\'"$-/*e\\1', '--', '/*', '*/', '$$', '$a$', "''"), {
      maxLength: 30,
    })
    .map((parts) => parts.join(''));

  test('is folded once and for all', () => {
    fc.assert(
      fc.property(sql, (text) => {
        expect(foldSql(foldSql(text))).toBe(foldSql(text));
      }),
    );
  });
});

describe('a long statement', () => {
  const words = fc.array(fc.constantFrom('a', 'from', 'ORDER', 'x'.repeat(30), '', '1'), {
    minLength: 1,
    maxLength: 60,
  });

  test('is broken at single spaces only, so that they give it back', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 60 }), (parts, columns) => {
        const sql = parts.join(' ').trim();
        const lines = wrapSql(sql, columns);
        expect(lines.join(' ')).toBe(sql);
        if (sql !== '')
          expect(lines.every((line) => line.trim() === line && line !== '')).toBe(true);
      }),
    );
  });

  test('keeps to the width where words allow', () => {
    const sql = `select ${Array.from({ length: 40 }, (_, i) => `column_${i},`).join(' ')} 1 from t`;
    const lines = wrapSql(sql, 60);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(lines.at(-1)).toBe('from t');
  });
});
