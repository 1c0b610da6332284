import { withModel } from '../../src/check/read-model';
import { readRows } from '../../src/commands/rows/read-rows';
import { tablesText } from '../../src/commands/rows/rows-text';
import { tracker } from '../fixtures/worlds/tracker';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

test('rows of ten million are computed from their numbers, with the frequencies of each column', async () => {
  const scale = 1e7;
  const shown = await withModel(server, tracker, { from: scale, to: scale }, (of) =>
    readRows(of, of.model.table('jobs'), { scale, limit: 7 }),
  );
  expect(shown).toMatchObject({ table: 'jobs', rows: scale, counted: 20_000 });
  expect(shown.shown.map(({ row }) => row)).toEqual([1, 2, 3, 5e6, 9999998, 9999999, 1e7]);
  const place = (name: string) => shown.columns.findIndex((column) => column.name === name);
  expect(shown.shown.map(({ values }) => values[place('id')])).toEqual(
    shown.shown.map(({ row }) => String(row)),
  );
  expect(shown.shown.map(({ values }) => values[place('source')])).toEqual(
    ['legacy', 'legacy', 'legacy', ...['api', 'api', 'api', 'api']].map((source, k) => (k < 3 ? source : (expect.stringMatching(/api|form/) as string))), // prettier-ignore
  );
  const state = shown.columns[place('state')];
  expect(state?.values.slice(0, 2).map(({ value }) => value)).toEqual(['done', 'cancelled']);
  expect(state?.values[0]?.share).toBeCloseTo(0.95, 2);
  const id = shown.columns[place('id')];
  expect(id?.distinct).toBe(20_000);
  const text = tablesText([shown], { color: false, columns: 120 });
  expect(text).toContain('jobs: 10M rows');
  expect(text).toMatch(/id +bigint +20k +each once/);
  expect(text).toMatch(/state +text +\d+ +done 9[45](\.\d)? ?%, cancelled [45](\.\d)? ?%/);
});
