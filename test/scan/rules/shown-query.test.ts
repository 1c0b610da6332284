import { queryOf } from '../../../src/scan/rules/shown-query';

const shown = (...parameters: readonly unknown[]) =>
  queryOf({ sql: 'select * from public.t where a = $1', parameters }).query;

test.each([
  [1, '1'],
  ['-12.5', '-12.5'],
  [12n, '12'],
  ['00000004', "'00000004'"],
  [true, 'true'],
  [null, 'null'],
  ["it's", "'it''s'"],
  [new Date(0), "'1970-01-01T00:00:00.000Z'"],
  [{ a: 1 }, `'{"a":1}'`],
  ['x'.repeat(41), `'${'x'.repeat(39)}…'`],
  [[1, 2, 3], 'array[1, 2, 3]'],
  [['a', 'b', 'c', 'd'], "array['a', 'b', 'c', …]"],
])('%p stands in the query as %s', (value, text) => {
  expect(shown(value)).toBe(`select * from t where a = ${text}`);
});

test('a value that looks like a parameter is none, and the tenth parameter is not the first', () => {
  const sql = 'select $1, $10';
  const parameters = ['$2', 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(queryOf({ sql, parameters }).query).toBe("select '$2', 10");
});

test('a query without the values of its parameters is not shown', () => {
  expect(queryOf({ sql: 'select 1 from t where a = $1', parameters: [] })).toEqual({});
  expect(queryOf(undefined)).toEqual({});
});
