import { drawsNamed, rawSql } from '../../../src/model/expression/raw-sql';

const names = {
  i: '(row)',
  n: '9',
  scale: '70',
  draw: (name: string) => (name === 'u' ? 'random' : `random of ${name}`),
};

describe('rawSql', () => {
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
    ['u1 + u + U12', 'random of u1 + random + random of u12'],
    ['i * 10 / scale + scale(1.5)', '(row) * 10 / 70 + scale(1.5)'],
  ])('of %j is %j', (sql, expected) => {
    expect(rawSql(sql, names)).toBe(expected);
  });

  it('names any number of draws', () => {
    expect(drawsNamed("u1 + U2 + u1 + 'u3' + t.u4 + u5(1) + u")).toEqual(['u1', 'u2', 'u']);
  });
});
