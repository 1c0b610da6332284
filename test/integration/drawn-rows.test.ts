import { draw } from 'plancliff';
import { compileModel } from '../../src/model/compile';
import type { DrawnValue } from '../../src/model/draw';
import type { Model } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { tracker } from '../fixtures/worlds/tracker';
import { thrownBy } from '../helpers/thrown';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

const scale = 20_000;
let server: TestServer;
let database: TestDatabase;
let model: Model;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(tracker.ddl);
  model = compileModel(tracker, await readCatalog(database.connection));
  for (const { name, sqlName, columns } of model.tables) {
    const rows = model.rowSelect(
      name,
      scale,
      `select g.i, g.i as d from generate_series(1::bigint, ${model.table(name).rows(scale)}) as g (i)`,
    );
    const list = columns.map((column) => column.sqlName).join(', ');
    await database.connection.query(
      `insert into ${sqlName} (${list}) overriding system value ${rows}`,
    );
  }
});
afterAll(async () => {
  await database?.end();
  await server?.close();
});

async function value<Row>(sql: string): Promise<Row> {
  const { rows } = await database.connection.query<{ value: Row }>(`select ${sql} as value`);
  return rows[0]?.value as Row;
}
const drawn = (of: DrawnValue) => model.drawExpression(of, scale);

test('a list has the most frequent values, the rarest, or those at an end', async () => {
  const list = (label: 'common' | 'rare' | 'lowest' | 'highest', count: number) =>
    value<string[]>(drawn(draw.list('jobs.state', count, label)));
  const byCount = await value<string[]>(
    '(select array_agg(state order by count desc) from (select state, count(*) from jobs group by 1) as s)',
  );
  expect(await list('common', 3)).toEqual(byCount.slice(0, 3));
  expect(await list('rare', 2)).toEqual(byCount.toReversed().slice(0, 2));
  expect(await list('lowest', 2)).toEqual(['cancelled', 'done']);
  expect(await list('highest', 9)).toEqual(['pending', 'failed', 'done', 'cancelled']);
  const ids = await value<string[]>(drawn(draw.list('jobs.id', 50)));
  expect(new Set(ids).size).toBe(50);
  // Not those of neighbouring rows.
  expect(Math.max(...ids.map(Number)) - Math.min(...ids.map(Number))).toBeGreaterThan(scale / 2);
});

test('a row has values that are together as common, or as rare, as no others', async () => {
  for (const label of ['common', 'rare'] as const) {
    const [kind, state] = draw.row('jobs', label, ['kind', 'state']).map(drawn);
    const found = await value<string>(
      `(select count(*) from jobs where kind = ${kind} and state = ${state})`,
    );
    const extreme = await value<string>(
      `(select ${label === 'common' ? 'max' : 'min'}(count) from (select count(*) from jobs group by kind, state) as s)`,
    );
    expect(Number(found)).toBe(Number(extreme));
  }
});

test('values of one row are the same looked for together and each alone', async () => {
  for (const label of ['common', 'rare', 'lowest', 'highest'] as const) {
    const draws = draw.row('jobs', label, ['state', 'id', 'kind']);
    const alone: string[] = [];
    for (const each of draws) alone.push(await value<string>(`(${drawn(each)})::text`));
    expect(new Set(draws.map((each) => model.rowKey(each))).size).toBe(1);
    expect(await value<string[]>(model.rowExpression(draws, scale))).toEqual(alone);
  }
  const [other] = draw.row('jobs', 'common', ['state', 'kind']);
  const [alone] = draw.row('jobs', 'lowest', ['imported_at'], { tenant_id: 'common' });
  const [first] = draw.row('jobs', 'common', ['state', 'id', 'kind']);
  const keys = [other, first, alone].map((each) => model.rowKey(each as DrawnValue));
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBeUndefined();
});

test('the ends of one tenant are those of its rows', async () => {
  for (const [label, end] of [
    ['lowest', 'min'],
    ['highest', 'max'],
  ] as const) {
    const [at] = draw.row('jobs', label, ['imported_at'], { tenant_id: 'common' });
    const sql = drawn(at as DrawnValue);
    const tenant = drawn(draw.common('jobs.tenant_id'));
    const real = `(select ${end}(imported_at) from jobs where tenant_id = ${tenant})`;
    expect(await value<boolean>(`${sql} = ${real}`)).toBe(true);
  }
});

test('so many rows are near a value', async () => {
  for (const label of ['common', 'lowest', 'highest'] as const) {
    const [from, to] = draw.near('jobs.id', label, 100).map(drawn);
    const between = await value<string>(
      `(select count(*) from jobs where id > ${from} and id <= ${to})`,
    );
    expect(Number(between)).toBe(100);
  }
  expect(thrownBy(() => drawn(draw.near('jobs.state', 'common', 5)[0])).message).toContain(
    "draw.near('jobs.state'): the column does not rise with the row number",
  );
});

test('an unknown column of a row is refused', () => {
  const [of] = draw.row('jobs', 'rare', ['state', 'knd']);
  expect(thrownBy(() => drawn(of as DrawnValue)).message).toContain("no column 'knd'");
});
