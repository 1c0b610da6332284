import { readModel } from '../../src/check/read-model';
import { PlancliffError } from '../../src/errors';
import { array, jsonb, nullable, serial, sql, weighted } from '../../src/model/distributions';
import type { Distribution } from '../../src/model/types';
import type { Scenario } from '../../src/scenario/types';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const ddl = `
  create table t (id bigint primary key, c text);
  create function declared_volatile(bigint) returns text language sql as $$ select 'v' || $1 % 7 $$;
  create function calls_random(bigint) returns text language plpgsql immutable as $$ begin return random(); end $$;
  create function overloaded(bigint) returns text language sql immutable as $$ select 'v' || $1 $$;
  create function overloaded(text) returns text language sql volatile as $$ select $1 || random() $$;`;

function scenario(c: Distribution): Scenario {
  return scenarioOf('repeating', ddl, {
    schema: ddl,
    driving: 't',
    tables: { t: { columns: { id: serial(), c } } },
    queries: { q: { sql: 'select * from t' } },
  });
}

async function refusal(c: Distribution): Promise<PlancliffError | undefined> {
  const error: unknown = await readModel(server, scenario(c), { from: 1e3, to: 1e6 }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined || error instanceof PlancliffError) return error;
  throw error as Error;
}

const two = { type: 'float8', minLength: 2, maxLength: 2 };

test.each([
  ['random() of PostgreSQL', sql("'v' || (random() * 10)::int"), 'random() is VOLATILE'],
  ['a value that nullable wraps', nullable(0.5, sql('random()')), 'random() is VOLATILE'],
  ['a value of a key', jsonb({ at: array(sql('random()'), two) }), 'random() is VOLATILE'],
  ['gen_random_uuid()', sql('gen_random_uuid()::text'), 'gen_random_uuid() is VOLATILE'],
  ['a call for rows that are never made', sql('case when i < 0 then random() end'), 'random()'],
  [
    'random() in a function that is declared immutable',
    sql('calls_random(i)'),
    'its value depends',
  ],
  ['a volatile overload', sql('overloaded(i::text)'), 'overloaded() is VOLATILE'],
  ['the time', sql('now()::text'), 'the time of day is another one'],
  ['the day, which is the same for now', sql('current_date::text'), 'the time of day is another'],
])('refuses %s', async (_, column, reason) => {
  const error = await refusal(column);
  expect(error?.message).toContain('tables.t.columns.c');
  expect(error?.message).toContain('does not repeat');
  expect(error?.reason).toContain(reason);
});

test.each([
  ['its own draws', sql("'v' || (u * 10)::int")],
  ['a function that is VOLATILE only for want of a declaration', sql('declared_volatile(i)')],
  ['the immutable overload of a name', sql('overloaded(i)')],
  ['the word in a string', sql("'random() now()' || i % 5")],
  ['no SQL of the author', weighted({ a: 1, b: 2 })],
])('accepts %s', async (_, column) => {
  expect(await refusal(column)).toBeUndefined();
});

test('names both values and the way out', async () => {
  const error = await refusal(sql("case when i = 7 then 'x' || random() else 'same' end"));
  expect(error?.message).toMatch(/: row 7 has x0\.\d+, then x0\.\d+$/);
  expect(error?.hint).toContain('write u for random()');
  const clock = await refusal(sql("(now() - interval '1 day')::text"));
  expect(clock?.hint).toContain("timestamptz '2026-01-01T00:00:00Z'");
});
