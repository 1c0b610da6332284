import { randomBytes } from 'node:crypto';
import { comparePlans } from '../../src/audit/growth/agreement';
import { seedEngine } from '../../src/engine/seed/engine';
import { openTwin, type Twin } from '../../src/engine/twin/twin';
import type { PlanOutcome, Statement } from '../../src/plan/types';
import type { Connection } from '../../src/postgres/types';
import { pull } from '../../src/pull/read/pull';
import { redact } from '../../src/pull/redact/redact';
import { spelledIn } from '../../src/pull/redact/spelled';
import type { Pulled } from '../../src/pull/types';
import { loadScenarios } from '../../src/scenario/sources/load';
import { withModel } from '../../src/check/read-model';
import { startTestServer, type TestServer } from '../helpers/server';
import { casesOf, contextFor } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

async function pullFrom(connection: Connection): Promise<Pulled> {
  await connection.query('begin transaction isolation level read committed, read only');
  const { rows } = await connection.query<{ path: string }>(
    "select current_setting('search_path') as path",
  );
  try {
    await connection.query(
      'set local search_path = pg_catalog; set local session_replication_role = origin',
    );
    return await pull(connection, rows[0]?.path ?? '', { liveEnds: true });
  } finally {
    await connection.query('rollback');
  }
}

/** The schema of the clock has a name that was free: the real tables are plancliff's own here, and have one already. */
const tree = (outcome: PlanOutcome | undefined): unknown =>
  outcome?.ok === true
    ? (JSON.parse(
        JSON.stringify(outcome.plan.document.root).replaceAll(/plancliff_clock_*\./g, 'clock.'),
      ) as unknown)
    : outcome;

/** Texts and times of the statistics: a number such as 7 is found anywhere. */
function values({ statistics }: Pulled): ReadonlySet<string> {
  const columns = [
    ...statistics.relations.flatMap((relation) => relation.columns),
    ...statistics.extended.flatMap(({ expressions = [] }) => expressions),
  ];
  const all = columns.flatMap(
    ({ most_common_vals, histogram_bounds, most_common_elems, live_ends }) =>
      [most_common_vals, histogram_bounds, most_common_elems, live_ends].flatMap(
        (list) => list ?? [],
      ),
  );
  return new Set(all.filter((value) => /[a-z]..|^\d{4}-\d\d-\d\d /i.test(value)));
}

/** Its plans are those of the plain twin, but for one of a hundred, and no value is left in it. */
async function expectRedacted(
  pulled: Pulled,
  plain: Twin,
  statements: readonly Statement[],
): Promise<void> {
  const key = randomBytes(32);
  const redaction = await redact({ pulled, catalog: plain.catalog, statements, key });
  expect(redaction.notes).toEqual([]);
  const twin = await openTwin({ server, pulled: redaction.pulled });
  try {
    const others: unknown[] = [];
    for (const [k, statement] of statements.entries()) {
      const before = await plain.planner.plan(statement);
      const after = await twin.planner.plan(redaction.statements[k] ?? statement);
      if (!before.ok || !after.ok) throw new Error('not planned');
      const compared = comparePlans(before.plan, after.plan, { values: false });
      if (!/^(identical|same shape)$/.test(compared.agreement))
        others.push([statement, redaction.statements[k], compared]);
    }
    expect(others.slice(Math.floor(statements.length / 100))).toEqual([]);
  } finally {
    await twin.close();
  }
  const spelled = spelledIn(pulled.schema);
  const text = JSON.stringify(redaction.pulled);
  expect(values(pulled).size).toBeGreaterThan(500);
  expect(
    [...values(pulled)].filter(
      (value) => !spelled.has(value) && text.includes(JSON.stringify(value)),
    ),
  ).toEqual([]);
}

test.each(['web-shop', 'saas', 'event-log'])(
  'the twin of %s plans as the server does with the rows really loaded, and a redacted one as well',
  async (name) => {
    const { scenarios } = await loadScenarios({
      cwd: process.cwd(),
      names: [name],
      directory: 'scenarios',
    });
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const scale = 50_000;
    const range = { from: scale, to: scale };
    await withModel(server, scenario, range, async ({ model, drawer }) => {
      const world = await seedEngine.open(await contextFor(server, scenario, { model }, range));
      try {
        const statements = await drawer.statementsAt(scale, casesOf(scenario));
        const read = await world.inspect(scale, pullFrom);
        const pulled = {
          ...read,
          settings: world.settings,
          manifest: { ...read.manifest, clock: scenario.clock },
        };
        const twin = await openTwin({ server, pulled });
        try {
          expect(twin.lacks).toEqual([]);
          for (const statement of statements) {
            const real = tree(await world.replan(scale, statement, {}));
            expect(tree(await twin.planner.plan(statement))).toEqual(real);
          }
          await expectRedacted(pulled, twin, statements);
        } finally {
          await twin.close();
        }
      } finally {
        await world.close();
      }
    });
  },
  600_000,
);

test('tables whose names read alike with a dot between keep the ends of their own indexes', async () => {
  const database = await server.createDatabase('dotted');
  const connection = await database.connect();
  try {
    for (const [schema, table, first] of [
      ['a', 'b.c', 1],
      ['a.b', 'c', 1_000_001],
    ] as const) {
      await connection.query(`
        create schema "${schema}";
        create table "${schema}"."${table}" (id int primary key);
        insert into "${schema}"."${table}" select ${first} + n from generate_series(0, 9999) n;
        analyze "${schema}"."${table}"`);
    }
    const pulled = await pullFrom(connection);
    const twin = await openTwin({ server, pulled });
    try {
      for (const sql of [
        'select id from a."b.c" where id > 9990',
        'select id from "a.b".c where id < 1000011',
      ]) {
        const { rows } = await connection.query<{
          'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number } }];
        }>(`explain (format json) ${sql}`);
        const planned = await twin.planner.plan({ sql, parameters: [] });
        if (!planned.ok) throw new Error(planned.failure.message);
        expect(planned.plan.document.root.properties['Plan Rows']).toBe(
          rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'],
        );
      }
    } finally {
      await twin.close();
    }
  } finally {
    await connection.end();
    await database.drop();
  }
}, 120_000);
