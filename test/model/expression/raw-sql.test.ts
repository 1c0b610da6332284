import { replaceNames } from '../../../src/model/expression/raw-sql';

const names = { i: '(row)', n: '9', u: 'random' };

describe('replaceNames', () => {
  it.each([
    ['i % n', '(row) % 9'],
    ['I + U', '(row) + random'],
    ["'i' || i::text", "'i' || (row)::text"],
    ["e'it\\'s i' || n", "e'it\\'s i' || 9"],
    ['"i" + i', '"i" + (row)'],
    ['t.i + i.x + i', 't.i + i.x + (row)'],
    ['n(i) + n (2)', 'n((row)) + n (2)'],
    ['$$ i $$ || $tag$ n $$ $tag$ || u', '$$ i $$ || $tag$ n $$ $tag$ || random'],
    ['i -- i and n\n+ n', '(row) -- i and n\n+ 9'],
    ['i /* i */ + n', '(row) /* i */ + 9'],
    ['index + min + 1e5 + i2', 'index + min + 1e5 + i2'],
    ['constructor + i', 'constructor + (row)'],
  ])('of %j is %j', (sql, expected) => {
    expect(replaceNames(sql, names)).toBe(expected);
  });
});
