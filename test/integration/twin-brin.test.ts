import { growthOf } from '../../src/engine/twin/growth/growth';
import { openTwin } from '../../src/engine/twin/twin';
import type { Pulled } from '../../src/pull/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { pullFrom } from '../helpers/pull-from';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
}, 120_000);
afterAll(() => server.close());

const sql = 'select at from pings where at > 0';

/** A row fills a page: from 5,441 rows on, the map of ranges of four pages takes a second page. */
const load = (rows: number): string => `
  create unlogged table pings (at int not null, line text not null);
  alter table pings alter column line set storage plain;
  insert into pings select i, repeat('-', 7000) from generate_series(1, ${rows}) i;
  create index pings_at on pings using brin (at) with (pages_per_range = 4);
  set enable_seqscan = off`;

async function loaded(rows: number): Promise<{ pulled: Pulled; costs: unknown }> {
  const database = await server.open(load(rows));
  try {
    const { connection } = database;
    await connection.query('vacuum analyze pings');
    const explained = await connection.query<{ 'QUERY PLAN': readonly [{ Plan: unknown }] }>(
      `explain (format json) ${sql}`,
    );
    const plan = explained.rows[0]?.['QUERY PLAN'][0].Plan as { Plans: readonly unknown[] };
    return { pulled: await pullFrom(connection), costs: plan.Plans[0] };
  } finally {
    await database.end();
  }
}

test('a BRIN index of small ranges costs on the twin, today and grown, what it costs where it was built', async () => {
  const small = await loaded(3000);
  const large = await loaded(6000);
  const twin = await openTwin({ server, pulled: large.pulled });
  const grown = await openTwin({ server, pulled: small.pulled });
  try {
    await grown.show(growthOf(small.pulled, grown.catalog).imageAt(2));
    for (const { planner } of [twin, grown]) {
      const planned = await planner.plan({ sql, parameters: [] });
      if (!planned.ok) throw new Error(planned.failure.message);
      const [scan] = planned.plan.document.root.children;
      expect(scan?.properties['Total Cost']).toBe(
        (large.costs as Record<string, number>)['Total Cost'],
      );
    }
  } finally {
    await twin.close();
    await grown.close();
  }
}, 60_000);
