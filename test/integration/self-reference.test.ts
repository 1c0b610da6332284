import { virtualEngine } from '../../src/engine/virtual/engine';
import { nullable, reference, serial, uuidV4 } from '../../src/model/distributions';
import { ratio } from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { type CaseWorld, inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(async () => {
  await server?.close();
});

it('rows of a virtual table refer to earlier rows: evenly, by skew, now and then, and where they must', async () => {
  const kinds = {
    evenly: { parent: (of: string) => reference(of), constraint: '' },
    skewed: { parent: (of: string) => reference(of, { skew: skew.zipf(1) }), constraint: '' },
    seldom: { parent: (of: string) => nullable(0.5, reference(of)), constraint: '' },
    always: { parent: (of: string) => reference(of), constraint: 'not null' },
  };
  const names = Object.keys(kinds);
  const ddl = Object.entries(kinds)
    .map(
      ([name, { constraint }]) => `
        create table ${name} (id bigint primary key, parent bigint ${constraint} references ${name},
          constraint ${name}_earlier check (parent < id or id = 1));
        create index on ${name} (parent);`,
    )
    .join('');
  const scenario = scenarioOf('parts', ddl, {
    schema: ddl,
    driving: 'evenly',
    tables: Object.fromEntries(
      Object.entries(kinds).map(([name, { parent }]) => [
        name,
        {
          ...(name === 'evenly' ? {} : { rows: ratio(1) }),
          columns: { id: serial(), parent: parent(name) },
        },
      ]),
    ),
    queries: Object.fromEntries(
      names.map((name) => [name, { sql: `select * from ${name} where parent > 5` }]),
    ),
  });
  const work = async (world: CaseWorld): Promise<void> => {
    for (const scale of [40_000, 3_000_000, 700_000]) {
      for (const name of names) {
        const rows = await world.inspect(scale, async (connection) => {
          const found = await connection.query<{ id: number; parent: number | null }>(
            `select id::int, parent::int from ${name} where ctid < '(1,0)' order by id`,
          );
          return found.rows;
        });
        const parents = rows.flatMap(({ parent: of }) => of ?? []);
        const borders = [rows.at(0)?.id, rows.at(-1)?.id];
        expect([name, borders]).toEqual([name, [1, scale]]);
        expect([name, Math.min(...parents), Math.max(...parents)]).toEqual([name, 1, scale - 1]);
        for (const { id, parent: of } of rows.slice(1)) expect(of ?? 0).toBeLessThan(id);
      }
    }
  };
  await inWorld(server, virtualEngine, scenario, work);
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
