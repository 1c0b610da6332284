import { virtualEngine } from '../../src/engine/virtual/engine';
import { nullable, reference, serial, uuidV4 } from '../../src/model/distributions';
import { skew } from '../../src/model/skew';
import { scenarioOf } from '../helpers/scenario-of';
import { startTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
});

it.each([
  ['evenly', reference('parts'), ''],
  ['by skew', reference('parts', { skew: skew.zipf(1) }), ''],
  ['now and then', nullable(0.5, reference('parts')), ''],
  ['and must', reference('parts'), 'not null'],
])('rows of a virtual table refer to earlier rows, %s', async (_, parent, constraint) => {
  const ddl = `
    create table parts (id bigint primary key, parent bigint ${constraint} references parts,
      constraint earlier check (parent < id or id = 1));
    create index on parts (parent)`;
  const scenario = scenarioOf('parts', ddl, {
    schema: ddl,
    driving: 'parts',
    tables: { parts: { columns: { id: serial(), parent } } },
    queries: { q: { sql: 'select * from parts where parent > 5' } },
  });
  await inWorld(server, virtualEngine, scenario, async (world) => {
    for (const scale of [40_000, 3_000_000, 700_000]) {
      const rows = await world.inspect(scale, async (connection) => {
        const found = await connection.query<{ id: number; parent: number | null }>(
          "select id::int, parent::int from parts where ctid < '(1,0)' order by id",
        );
        return found.rows;
      });
      const parents = rows.flatMap(({ parent: of }) => of ?? []);
      expect([rows.at(0)?.id, rows.at(-1)?.id]).toEqual([1, scale]);
      expect([Math.min(...parents), Math.max(...parents)]).toEqual([1, scale - 1]);
      for (const { id, parent: of } of rows.slice(1)) expect(of ?? 0).toBeLessThan(id);
    }
  });
});

it('no row of a virtual table with random keys refers to itself', async () => {
  const ddl = `
    create table parts (id uuid primary key, parent uuid references parts, constraint other check (parent <> id));
    create index on parts (parent)`;
  const scenario = scenarioOf('parts', ddl, {
    schema: ddl,
    driving: 'parts',
    tables: { parts: { columns: { id: uuidV4(), parent: reference('parts') } } },
    queries: { q: { sql: 'select * from parts where parent is null' } },
  });
  await inWorld(server, virtualEngine, scenario, async (world) => {
    for (const scale of [40_000, 3_000_000]) {
      const rows = await world.inspect(scale, async (connection) => {
        const found = await connection.query<{ id: string; parent: string }>(
          "select id, parent from parts where ctid < '(1,0)' order by id",
        );
        return found.rows;
      });
      expect(rows).toHaveLength(2);
      const [lowest, highest] = rows;
      expect([lowest?.parent, highest?.parent]).toEqual([highest?.id, lowest?.id]);
    }
  });
});
