import path from 'node:path';
import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { loadScenarios } from '../../src/scenario/sources/load';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

/** Sizes of a heap and of an index of every kind, virtual beside really loaded. */

const scale = 100_000;

interface Size {
  readonly pages: number;
  /** Of b-trees. */
  readonly level: number | null;
}

let server: TestServer;
let virtual: ReadonlyMap<string, Size>;
let real: ReadonlyMap<string, Size>;
let approximations: readonly string[];

beforeAll(async () => {
  const cwd = path.resolve(__dirname, '../fixtures/scenarios');
  const loaded = await loadScenarios({ cwd, names: ['index-kinds.ts'] });
  const [scenario] = loaded.scenarios as [Scenario];
  server = await sharedTestServer();
  const sizes = (engine: Engine): Promise<ReadonlyMap<string, Size>> =>
    inWorld(server, engine, scenario, (world) =>
      world.inspect(scale, async (connection) => {
        approximations = world.approximations ?? [];
        await connection.query('create extension if not exists pageinspect schema pg_catalog');
        const { rows } = await connection.query<Size & { readonly name: string }>(`
          select c.relname as name, (pg_relation_size(c.oid) / 8192)::int as pages,
            case when m.amname = 'btree' then (bt_metap(c.oid::regclass::text)).fastlevel::int end as level
          from pg_class c left join pg_am m on m.oid = c.relam and c.relkind = 'i'
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i') order by 1`);
        return new Map(rows.map(({ name, pages, level }) => [name, { pages, level }]));
      }),
    );
  real = await sizes(seedEngine);
  virtual = await sizes(virtualEngine);
}, 300_000);
afterAll(() => server.close());

test('pages are those of the loaded table, within 5 % or a page', () => {
  const off = [...real].flatMap(([name, { pages }]) => {
    const made = virtual.get(name)?.pages ?? 0;
    const allowed = Math.max(1, pages * 0.05);
    return Math.abs(made - pages) > allowed ? [`${name}: ${made} for ${pages}`] : [];
  });
  expect(off).toEqual([]);
});

test('b-trees have the height of the loaded ones', () => {
  const heights = (sizes: ReadonlyMap<string, Size>) =>
    [...sizes].flatMap(([name, { level }]) => (level === null ? [] : [`${name}: ${level}`]));
  expect(heights(virtual)).toEqual(heights(real));
});

test('what is counted in a sample is said to be', () => {
  expect(approximations).toEqual(
    expect.arrayContaining([
      'trees: size of index btree (city, region): duplicates are estimated from a sample',
      'places: size of index spgist (seen): estimated from the fill of the pages of a sample',
    ]),
  );
});
