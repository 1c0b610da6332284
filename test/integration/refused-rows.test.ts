import { readModel } from '../../src/check/read-model';
import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { PlancliffError } from '../../src/errors';
import { nullable, serial, sql, uniformInt } from '../../src/model/distributions';
import { fixed } from '../../src/model/growth';
import type { Distribution, Model } from '../../src/model/types';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { contextFor } from '../helpers/world';
import { scenarioOf } from '../helpers/scenario-of';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

type Columns = { readonly [column: string]: Distribution };

/** One table `t`, and the whole of it in the query: an engine has to make all of it. */
function oneTable(ddl: string, columns: Columns): Scenario {
  return scenarioOf('refused', ddl, {
    schema: ddl,
    driving: 't',
    tables: { t: { columns } },
    queries: { q: { sql: 'select * from t' } },
  });
}

async function refusal(work: Promise<unknown>): Promise<PlancliffError> {
  const error: unknown = await work.then(
    () => new Error('Nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlancliffError) return error;
  throw error;
}

/** What is said before any engine starts. */
function atProbe(scenario: Scenario, scale = 1_000): Promise<PlancliffError> {
  return refusal(readModel(server, scenario, { from: scale, to: scale }));
}

/** Samples of 3,000 rows: thirty of them are refused where one row in a hundred is. */
const fewSampled = { default_statistics_target: '10' };

/** What an engine says at scales that the probe has not seen, of one world. */
async function refusals(
  engine: Engine,
  scenario: Scenario,
  scales: readonly number[],
  model?: Model,
): Promise<readonly PlancliffError[]> {
  const statements = scenario.queries.flatMap(({ definition }) =>
    'sql' in definition ? [{ sql: definition.sql, parameters: [] }] : [],
  );
  const world = await engine.open(
    await contextFor(server, scenario, { ...(model && { model }), settings: fewSampled }),
  );
  try {
    const refused: PlancliffError[] = [];
    for (const scale of scales) refused.push(await refusal(world.planAt(scale, statements)));
    return refused;
  } finally {
    await world.close();
  }
}

/** One kind of refusal: how a table comes to it, and what has to be said of it. `{bad}` takes the rows' place. */
interface Refused {
  readonly kind: string;
  readonly ddl: string;
  readonly columns: (bad: string) => Columns;
  readonly message: RegExp;
  readonly reason: RegExp;
  readonly hint: RegExp;
}

const id = 'id bigint primary key';
const kinds: readonly Refused[] = [
  {
    kind: 'a check constraint',
    ddl: `create table t (${id}, total int not null constraint positive check (total > 0))`,
    columns: (bad) => ({ id: serial(), total: sql(`case when ${bad} then -7 else 7 end`) }),
    message: /tables\.t\.columns\.total: a row breaks the check constraint positive/,
    reason: /violates check constraint "positive"; Failing row contains \(.*, -7\)/,
    hint: /distribution of total .*CHECK \(total > 0\)/,
  },
  {
    kind: 'NOT NULL',
    ddl: `create table t (${id}, a int not null)`,
    columns: (bad) => ({ id: serial(), a: sql(`case when ${bad} then null else 1 end`) }),
    message: /tables\.t\.columns\.a: a row has null in a, which is NOT NULL/,
    reason: /null value in column "a".*Failing row contains/,
    hint: /makes no nulls/,
  },
  {
    kind: 'a domain',
    ddl: `create domain percent as int check (value between 0 and 100); create table t (${id}, a percent)`,
    columns: (bad) => ({ id: serial(), a: sql(`case when ${bad} then 120 else 20 end`) }),
    message: /tables\.t\.columns\.a: the server refuses sql\(.*in row \d+ of \d+, value 120,/,
    reason: /value for domain percent violates check constraint/,
    hint: /type percent \(CHECK \(VALUE >= 0 AND VALUE <= 100\)\)/,
  },
  {
    kind: 'a number out of range',
    ddl: `create table t (${id}, a smallint)`,
    columns: (bad) => ({ id: serial(), a: sql(`case when ${bad} then 40000 else 4 end`) }),
    message: /tables\.t\.columns\.a: the server refuses sql\(.*in row \d+ of \d+, value 40000,/,
    reason: /smallint out of range/,
    hint: /a value of its type smallint/,
  },
  {
    kind: 'a division by zero',
    ddl: `create table t (b int, ${id}, a int)`,
    columns: (bad) => ({
      b: sql('1'),
      id: serial(),
      a: sql(`1 / case when ${bad} then 0 else 1 end`),
    }),
    message: /tables\.t\.columns\.a: the server refuses sql\(.*in row \d+ of \d+, at/,
    reason: /division by zero/,
    hint: /Change the expression/,
  },
  {
    kind: 'a generated column',
    ddl: `create table t (${id}, a int, b int generated always as (100 / a) stored)`,
    columns: (bad) => ({ id: serial(), a: sql(`case when ${bad} then 0 else 1 end`) }),
    message: /tables\.t: the generated column b cannot be computed/,
    reason: /division by zero/,
    hint: /columns in \(100 \/ a\)/,
  },
  {
    kind: 'a string too long',
    ddl: `create table t (${id}, a text, b varchar(3) generated always as (a) stored)`,
    columns: (bad) => ({ id: serial(), a: sql(`case when ${bad} then 'long' else 'ok' end`) }),
    message: /tables\.t\.columns\.b: /,
    reason: /value too long for type character varying\(3\)/,
    hint: /./,
  },
  {
    kind: 'a row without a partition',
    ddl: `create table t (id bigint, region text, primary key (id, region)) partition by list (region);
      create table t_north partition of t for values in ('north');`,
    columns: (bad) => ({
      id: serial(),
      region: sql(`case when ${bad} then 'south' else 'north' end`),
    }),
    message:
      /tables\.t(?:\.columns\.region: a row fits|: 1(?:\.\d)? % of the rows fit) no partition/,
    reason: /\(region\) = \(south\)|none of its 1 partitions/,
    hint: /Add a partition/,
  },
];

describe('a row that the schema refuses is an error of the model', () => {
  test.each(kinds)('$kind: before any table is made', async (of) => {
    const error = await atProbe(oneTable(of.ddl, of.columns('i = 500')));
    expect(error.code).toBe('model');
    expect(error.message).toMatch(of.message);
    expect(error.reason).toMatch(of.reason);
    expect(error.hint).toMatch(of.hint);
  });

  test.each(kinds)('$kind: by both engines, at scales that no probe has seen', async (of) => {
    const scenario = oneTable(of.ddl, of.columns('n > 1000 and u < 0.01'));
    const { model } = await readModel(server, scenario, { from: 1_000, to: 1_000 });
    for (const { engine, scales } of [
      { engine: seedEngine, scales: [5_000] },
      { engine: virtualEngine, scales: [5_000, 2_000_000] },
    ]) {
      for (const { code, message, reason, hint } of await refusals(engine, scenario, scales, model))
        expect({ engine: engine.name, code, message, reason, hint }).toEqual({
          engine: engine.name,
          code: 'model',
          message: expect.stringMatching(of.message) as string,
          reason: expect.stringMatching(of.reason) as string,
          hint: expect.stringMatching(of.hint) as string,
        });
    }
  });

  const unique = oneTable(`create table t (${id}, a int); create unique index t_a on t (a)`, {
    id: serial(),
    a: sql('case when n > 1000 then i % 777 else i end'),
  });

  test('a unique index: with its key and the value, by both engines and before', async () => {
    for (const error of [
      await atProbe(unique, 2_000),
      ...(await refusals(seedEngine, unique, [3_000])),
      ...(await refusals(virtualEngine, unique, [3_000])),
    ]) {
      expect(error.code).toBe('model');
      expect(error.message).toMatch(
        /tables\.t\.columns\.a: two rows have the same key in the unique index t_a/,
      );
      expect(error.reason).toMatch(/Key \(a\)=\(\d+\)/);
      expect(error.hint).toMatch(/distribution of a .*btree \(a\)/);
    }
  });

  test('an exclusion constraint', async () => {
    const ddl = `create table t (${id}, during int4range, constraint apart exclude using gist (during with &&))`;
    const scenario = oneTable(ddl, {
      id: serial(),
      during: sql('case when n > 1000 then int4range(1, 5) else int4range(i::int, i::int + 1) end'),
    });
    for (const error of [
      await atProbe(scenario, 2_000),
      ...(await refusals(seedEngine, scenario, [2_000])),
    ]) {
      expect(error).toMatchObject({ code: 'model' });
      expect(error.message).toMatch(/two rows conflict under the exclusion constraint apart/);
      expect(error.reason).toMatch(/Key \(during\)=\(\[1,5\)\)/);
    }
  });

  test('a foreign key that the author fills with SQL', async () => {
    const ddl = `create table p (${id}); create table t (${id}, p_id bigint references p)`;
    const keyed = (p_id: string): Scenario =>
      scenarioOf('refused', ddl, {
        schema: ddl,
        driving: 't',
        tables: {
          p: { rows: fixed(10), columns: { id: serial() } },
          t: { columns: { id: serial(), p_id: sql(p_id) } },
        },
        queries: { q: { sql: 'select * from t join p on p.id = p_id' } },
      });
    for (const error of [
      await atProbe(keyed('case when i = 700 then 11 else 1 end')),
      ...(await refusals(seedEngine, keyed('case when n > 1000 then 11 else 1 end'), [3_000])),
    ]) {
      expect(error).toMatchObject({ code: 'model' });
      expect(error.message).toMatch(
        /tables\.t\.columns\.p_id: .*breaks the foreign key t_p_id_fkey/,
      );
      expect(error.reason).toMatch(/Key \(p_id\)=\(11\) is not present in table "p"/);
      expect(error.hint).toMatch(/reference\(\)/);
    }
  });

  test('an expression that the server does not understand: the column that has it, not the first', async () => {
    const error = await atProbe(
      oneTable(`create table t (${id}, a int not null, c int)`, {
        id: serial(),
        c: uniformInt(1, 5),
        a: nullable(0, sql('(u % 3)::int')),
      }),
    );
    expect(error.message).toMatch(
      /tables\.t\.columns\.a: the server refuses sql\("\(u % 3\)::int"\) at 1k$/,
    );
    expect(error.reason).toMatch(/operator does not exist: double precision % integer/);
    expect(error.hint).toMatch(/u \(from 0 to below 1\) is double precision/);
  });
});
