import { withDriverTypes } from '../../src/sql/driver-types';
import { parse } from '../../src/sql/parse';

test.each([
  ['select * from t where id = $1', ['numeric'], 'select * from t where id = $1::numeric'],
  ['select $2, $1, $2', [null, 'text'], 'select $2::text, $1, $2::text'],
  ['select $1[1]', ['int[]'], 'select ($1::int[])[1]'],
  ["select '$1', $1 -- $1", ['text'], "select '$1', $1::text -- $1"],
  ['select $1::bigint', ['numeric'], 'select $1::numeric::bigint'],
  ['select $10', ['int'], 'select $10'],
  ['select $1 limit $2', [], 'select $1 limit $2'],
])('%s with %j', async (sql, types, typed) => {
  expect(withDriverTypes(sql, types)).toBe(typed);
  expect((await parse(typed)).ok).toBe(true);
});
