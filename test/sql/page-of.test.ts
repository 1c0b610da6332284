import { pageOf, type Page } from '../../src/sql/page-of';
import { parse } from '../../src/sql/parse';

async function page(sql: string, ...values: readonly unknown[]): Promise<Page | undefined> {
  const parsed = await parse(sql);
  if (!parsed.ok || parsed.statements[0] === undefined) throw new Error('not parsed');
  return pageOf(parsed.statements[0], values);
}

test('is what the text or a value says', async () => {
  expect(await page('select 1 from t limit 20')).toEqual({ rows: 20, offset: 0 });
  expect(await page('select 1 from t limit $2 offset $1', '40', 10)).toEqual({
    rows: 10,
    offset: 40,
  });
  expect(await page('select 1 from t fetch first 5 rows only')).toEqual({ rows: 5, offset: 0 });
  expect(await page('select 1 from t limit 0')).toEqual({ rows: 0, offset: 0 });
  expect(await page('select 1 from t limit $1::int', '7')).toEqual({ rows: 7, offset: 0 });
});

test('is unknown where no number of the whole statement bounds it', async () => {
  for (const sql of [
    'select 1 from t',
    'select 1 from t limit all',
    'select 1 from t limit (select 3)',
    'select 1 from t limit 3 offset (select 3)',
    'select 1 from t limit $1',
    'select 1 from (select 1 from t limit 3) s',
    'select 1 from t order by a fetch first 3 rows with ties',
    'delete from t',
  ]) {
    expect(await page(sql)).toBeUndefined();
  }
  expect(await page('select 1 from t limit $1', null)).toBeUndefined();
});
