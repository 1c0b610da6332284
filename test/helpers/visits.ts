import fc from 'fast-check';
import { readModel } from '../../src/check/read-model';
import type { World } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Model } from '../../src/model/types';
import {
  correlated,
  email,
  reference,
  serial,
  sql,
  uniformInt,
  uniformDistinct,
} from '../../src/model/distributions';
import type { Connection } from '../../src/postgres/types';
import { scenarioOf } from './scenario-of';
import type { TestServer } from './server';

/** Keys of every kind over end rows that move: what stands at one row count meets what shall stand at the next. */
const ddl = `
  create table accounts (id bigint primary key, mail text not null unique, tag text not null);
  create index on accounts (tag, id);
  create table jobs (
    id bigint primary key, account_id bigint not null references accounts, slot bigint not null, code text not null,
    rank bigint not null, exclude using btree (slot with =)
  );
  create unique index on jobs (upper(code));
  create index on jobs (code, rank);
  create index on jobs ((rank % 977));
  create table logs (id bigint not null, part integer not null, note text not null, primary key (part, id)) partition by list (part);
  create table logs_few partition of logs for values in (0);
  create table logs_most partition of logs default;
  create index on logs (note);`;

const scenario = scenarioOf('visits', ddl, {
  schema: ddl,
  driving: 'jobs',
  tables: {
    accounts: {
      rows: { kind: 'ratio', ratio: 0.3 },
      columns: { id: serial(), mail: email(), tag: sql("'tag_' || floor(u * 300)::int") },
    },
    jobs: {
      columns: {
        id: serial(),
        account_id: reference('accounts'),
        slot: sql('n - i'),
        code: sql("'code_' || (i * 7919 % 1000000007)"),
        rank: correlated('id', 0.5, uniformDistinct(0.1)),
      },
    },
    logs: {
      rows: { kind: 'ratio', ratio: 2 },
      columns: {
        id: serial(),
        part: uniformInt(0, 9),
        note: sql("'note_' || floor(u * 5000)::int"),
      },
    },
  },
  queries: {
    job: { sql: "select * from jobs where code = 'code_77' and rank < 1000" },
    coded: { sql: "select count(*) from jobs where upper(code) > 'CODE_5' and id < 100000" },
    joined: {
      sql: "select * from accounts a join jobs j on j.account_id = a.id where a.tag = 'tag_77'",
    },
    newest: { sql: 'select * from jobs where id > 499000' },
    noted: { sql: "select * from logs where note between 'note_1' and 'note_2' and part = 3" },
  },
});
const statements = scenario.queries.flatMap(({ definition }) =>
  'sql' in definition ? [{ sql: definition.sql, parameters: [] }] : [],
);
/** Of all visits of a test file: what one of them finds out of it, the next ones know. */
let model: Promise<Model> | undefined;

/** Statistics, sizes and the only rows that stand. */
async function readTables(connection: Connection): Promise<unknown> {
  const statistics = await connection.query(
    "select to_jsonb(s) as of from pg_stats s where schemaname = 'public' order by tablename, attname, inherited",
  );
  const sizes = await connection.query<{ name: string; kind: string }>(`
    select oid::regclass::text as name, relkind as kind, relpages, reltuples, relallvisible, pg_relation_size(oid) as bytes
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') order by 1`);
  const ends: unknown[] = [];
  for (const { name } of sizes.rows.filter(({ kind }) => kind === 'r')) {
    // A virtual table has no other pages than the first.
    const { rows } = await connection.query(
      `select to_jsonb(t) as row from ${name} as t where ctid < '(1,0)' order by 1`,
    );
    ends.push({ name, rows });
  }
  return { statistics: statistics.rows, sizes: sizes.rows, ends };
}

async function visit(world: World, scale: number): Promise<string> {
  const outcomes = await world.planAt(scale, statements);
  const plans = outcomes.map((of) => (of.ok ? of.plan.document : of.failure.message));
  const tables = await world.inspect(scale, readTables);
  return JSON.stringify({ plans, tables }, null, 1);
}

/** What is found at each row count, when they are visited in this order and so many at once. */
export async function visitAll(
  server: TestServer,
  order: readonly number[],
  atOnce: number,
): Promise<ReadonlyMap<number, string>> {
  model ??= readModel(server, scenario, { from: 1_000, to: 1_000 }).then((read) => read.model);
  const world = await virtualEngine.open({
    server,
    scenario,
    model: await model,
    settings: { default_statistics_target: '4' },
    condition: { label: 'fresh' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  try {
    const found = new Map<number, string>();
    const left = [...order];
    const visitor = async (): Promise<void> => {
      for (let scale = left.shift(); scale !== undefined; scale = left.shift())
        found.set(scale, await visit(world, scale));
    };
    await Promise.all(Array.from({ length: atOnce }, visitor));
    return found;
  } finally {
    await world.close();
  }
}

/** Visits these row counts in orders drawn by chance, and finds what the rising order finds. */
export async function expectSameInAnyOrder(
  server: TestServer,
  scales: readonly number[],
  { orders, longest }: { readonly orders: number; readonly longest: number },
): Promise<void> {
  const monotonic = await visitAll(server, scales, 1);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...scales), { minLength: 5, maxLength: longest }),
      fc.integer({ min: 1, max: 4 }),
      async (order, atOnce) => {
        for (const [scale, found] of await visitAll(server, order, atOnce))
          expect([scale, found]).toEqual([scale, monotonic.get(scale)]);
      },
    ),
    { numRuns: orders, endOnFailure: true },
  );
}
