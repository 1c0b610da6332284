import { randomBytes } from 'node:crypto';
import { withModel } from '../../src/check/read-model';
import { comparePlans } from '../../src/audit/growth/agreement';
import { seedEngine } from '../../src/engine/seed/engine';
import { openTwin } from '../../src/engine/twin/twin';
import { pull } from '../../src/pull/read/pull';
import { redact } from '../../src/pull/redact/redact';
import { spelledIn } from '../../src/pull/redact/spelled';
import type { Pulled } from '../../src/pull/types';
import type { Connection } from '../../src/postgres/types';
import { loadScenarios } from '../../src/scenario/sources/load';
import { startTestServer, type TestServer } from '../helpers/server';
import { casesOf, contextFor } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 120_000);
afterAll(() => server.close());

async function pullFrom(connection: Connection): Promise<Pulled> {
  await connection.query('begin transaction isolation level read committed, read only');
  try {
    await connection.query(
      'set local search_path = pg_catalog; set local session_replication_role = origin',
    );
    return await pull(connection, 'public', { liveEnds: true });
  } finally {
    await connection.query('rollback');
  }
}

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

test.each(['web-shop', 'saas', 'event-log'])(
  'a redacted twin of %s plans as the plain one does',
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
        const pulled = {
          ...(await world.inspect(scale, pullFrom)),
          settings: world.settings,
        };
        const plain = await openTwin({ server, pulled });
        const redaction = await redact({
          pulled,
          catalog: plain.catalog,
          statements,
          key: randomBytes(32),
        });
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
          expect(redaction.notes).toEqual([]);
          // 99 of 100.
          expect(others.slice(Math.floor(statements.length / 100))).toEqual([]);
          const spelled = spelledIn(pulled.schema);
          const text = JSON.stringify(redaction.pulled);
          expect(values(pulled).size).toBeGreaterThan(500);
          expect(
            [...values(pulled)].filter(
              (value) => !spelled.has(value) && text.includes(JSON.stringify(value)),
            ),
          ).toEqual([]);
        } finally {
          await plain.close();
          await twin.close();
        }
      } finally {
        await world.close();
      }
    });
  },
  600_000,
);
