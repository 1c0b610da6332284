import { queryLines } from '../../../src/scan/screen/query-lines';

const id = '79599cd2-842f-4a3e-bf38-0e934c1c71d2';

test('a short query is one line, as it is', () => {
  const query = `delete from a where '${id}' = b`;
  expect(queryLines(query, 80, true)).toEqual([`     ${query}`]);
});

test('of a long one texts are cut before its condition is', () => {
  const query = `delete from only integration_mappings where '${id}' = billing_entity_id`;
  expect(queryLines(query, 80, true)).toEqual([
    "     delete from only integration_mappings where '79599cd2…' = billing_entity_id",
  ]);
  expect(
    queryLines("select 1 from t where a = 'it''s a long text of many signs'", 50, true),
  ).toEqual(["     select 1 from t where a = 'it''s a l…'"]);
});

test('one that is longer still has two lines, and all of its lines where nothing bounds them', () => {
  const query = `select * from inventory where ${'store_id = 1000000 and '.repeat(8)}film_id = 1`;
  const brief = queryLines(query, 80, true);
  expect(brief).toHaveLength(2);
  expect(brief[1]).toMatch(/^ {7}store_id = 1000000 .*…$/);
  const whole = queryLines(query, 80, false);
  expect(whole.length).toBeGreaterThan(2);
  expect(whole.map((line) => line.trim()).join(' ')).toBe(query);
  for (const line of [...brief, ...whole]) expect(line.length).toBeLessThanOrEqual(80);
});
