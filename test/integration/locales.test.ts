import { defineScenario, draw, email, serial } from 'plancliff';
import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { parseScales } from '../../src/scenario/scales';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** How a search for a beginning reads the table, by column, and what the run says of the locale. */
async function under(locale?: string) {
  const swept = await sweepScenario({
    server,
    scenario: scenarioFrom(
      'locales.ts',
      defineScenario({
        schema: `
          create table users (id bigint primary key, email text not null, code text collate "C" not null);
          create index on users (email);
          create index on users (code);`,
        driving: 'users',
        ...(locale === undefined ? {} : { locale }),
        tables: { users: { columns: { id: serial(), email: email(), code: email() } } },
        queries: {
          email: { sql: "select * from users where email like 'ab%'" },
          code: { sql: "select * from users where code like 'ab%'" },
          range: {
            sql: 'select * from users where email >= $1 order by email limit 10',
            cases: { highest: [draw.highest('users.email')] },
          },
        },
      }),
    ),
    engine: virtualEngine,
    scales: parseScales('500k..1m'),
    noTrial: true,
  });
  const methods = swept.timelines.map(({ query, ranges }) => [
    query,
    ranges[0]?.points[0]?.plan.accesses[0]?.indexes[0] ?? 'none',
  ]);
  return { methods: Object.fromEntries(methods) as object, notes: swept.approximations };
}

test('a beginning is found by an index where texts are ordered by code point, and by none under ICU', async () => {
  const byCodePoint = {
    email: 'users_email_idx',
    code: 'users_code_idx',
    range: 'users_email_idx',
  };
  expect((await under()).methods).toEqual(byCodePoint);
  expect((await under('C')).methods).toEqual(byCodePoint);
  const icu = await under('en_US.UTF-8');
  expect(icu.methods).toEqual({ ...byCodePoint, email: 'none' });
  expect(icu.notes[0]).toContain('en-US (ICU), the nearest to en_US.UTF-8 of libc');
});
