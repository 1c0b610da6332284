import { runAnalyze, believedRows } from '../../src/engine/virtual/statistics/analyze';
import { mirrorAnalyze } from '../../src/engine/virtual/statistics/mirror-analyze';
import {
  countValues,
  openReanalyze,
  readStored,
} from '../../src/engine/virtual/statistics/reanalyze';
import { createLoopback } from '../../src/engine/virtual/statistics/analyze-schema';
import { wholeParent } from '../../src/engine/virtual/statistics/plan-analyze-parents';
import {
  createAnalyzeParent,
  type AnalyzeParent,
} from '../../src/engine/virtual/statistics/analyze-parent';
import { readRelations, type Relation } from '../../src/engine/virtual/catalog/relations';
import type { Connection } from '../../src/postgres/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { sql, text, uniformInt, zipf } from '../../src/model/distributions';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

/** Columns whose conclusions depend on the row count in different ways, by `u`, even in [0, 1). */
const columns = {
  unique: 'i',
  few: '(u * 7)::int',
  // Some values once, some often: a list that gets shorter as rows are added.
  many: 'floor(u * 60000)::int',
  skewed: 'floor(u ^ 3 * 20000)::int',
  steep: 'floor(u ^ 9 * 4000)::numeric',
  text: "'t' || floor(u ^ 2 * 5000)::int",
  nullable: 'case when i % 3 = 0 then null else floor(u ^ 2 * 9000)::int end',
  targeted: 'floor(u ^ 2 * 3000)::int',
  // A type with hash equality alone, by which ANALYZE lists values in another way, and one with no equality.
  hashed: 'floor(u ^ 2 * 900)::int::text::xid',
  opaque: 'point(floor(u * 90), 0)',
} as const;
const names = Object.keys(columns);
const types = 'int int int int numeric text int int xid point'.split(' ');
const sampled = 30_000;
const rowCounts = [31_000, 90_000, 1_234_567, 1e11];

let server: TestServer;
let database: TestDatabase;
let connection: Connection;
let analyzeParent: AnalyzeParent;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(`
    create table met (${names.map((name, k) => `"${name}" ${types[k]}`).join(', ')});
    alter table met alter targeted set statistics 20`);
  connection = await database.connect();
  const loopback = await createLoopback(connection);
  const [relation] = await readRelations(connection);
  analyzeParent = await createAnalyzeParent(connection, {
    label: 'whole',
    relation: relation as Relation,
    loopback,
    size: sampled,
    onApproximation: () => undefined,
    ...wholeParent(relation as Relation),
  });
  await connection.query(`insert into ${analyzeParent.sample} (${names.map((name) => `"${name}"`).join(', ')}, ${analyzeParent.rowNumber})
    select ${Object.values(columns).join(', ')}, i from (
      select i, (hashint8extended(i, 1) & 1048575) / 1048576.0::float8 as u
      from generate_series(1, ${sampled}) as i) as drawn`);
});
afterAll(async () => {
  await connection.end();
  await database.end();
  await server.close();
});

const sorted = names.filter((name) => name !== 'hashed' && name !== 'opaque');

test.each(rowCounts)('ANALYZE stores what was predicted for %d rows', async (rows) => {
  const counted = await countValues(connection, analyzeParent, sorted, 100);
  await runAnalyze(connection, analyzeParent, { sampled, rows, major: server.major });
  const stored = await readStored(connection, analyzeParent, sorted);
  const mirrored = [...counted].map(([name, values]) => [
    name,
    mirrorAnalyze(values, believedRows(rows, sampled)),
  ]);
  expect(mirrored).toHaveLength(8);
  expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(mirrored));
});

test('types without an order are analysed at every row count, the others seldom', async () => {
  const analyses: string[] = [];
  const watched: Connection = {
    end: () => connection.end(),
    query: (text, values) => {
      if (/^\s*analyze/.test(text)) analyses.push(text);
      return connection.query(text, values);
    },
  };
  await runAnalyze(connection, analyzeParent, { sampled, rows: 1e9, major: server.major });
  const at = async (only: readonly string[]) => {
    analyses.length = 0;
    const counted = await countValues(watched, analyzeParent, only, 100);
    const bring = await openReanalyze({
      connection: watched,
      analyzeParent,
      believed: { sampled, rows: 1e9, major: server.major, only },
      counted,
    });
    for (let rows = 1e6; rows < 1.2e6; rows *= 1.01) await bring(Math.round(rows));
    return analyses.length;
  };
  expect(await at(['hashed'])).toBeGreaterThanOrEqual(18);
  expect(await at(['opaque'])).toBeGreaterThanOrEqual(18);
  expect(await at(sorted)).toBeLessThan(8);
});

test('statistics brought to a row count without ANALYZE are those of ANALYZE', async () => {
  const stored = async () => {
    const { rows } = await connection.query(
      `select attname, n_distinct, most_common_vals::text, most_common_freqs, histogram_bounds::text
       from pg_stats where tablename = 'parent_whole_' || $1 and inherited and attname = any($2) order by 1`,
      [analyzeParent.relation.oid, sorted],
    );
    return rows;
  };
  await runAnalyze(connection, analyzeParent, { sampled, rows: 1e9, major: server.major });
  const bring = await openReanalyze({
    connection,
    analyzeParent,
    believed: { sampled, rows: 1e9, major: server.major, only: sorted },
    counted: await countValues(connection, analyzeParent, sorted, 100),
  });
  for (const rows of [50_000, 52_000, 3e6, 55_000]) {
    await bring(rows);
    const brought = await stored();
    await runAnalyze(connection, analyzeParent, { sampled, rows, major: server.major });
    expect(brought).toHaveLength(8);
    expect(brought).toEqual(await stored());
  }
});

test('columns beside those of extended statistics are not analysed at every row count', async () => {
  const ddl = `
    create table met (a int, b int, c int, wide text, spot point);
    create statistics met_together on a, (b % 3) from met`;
  const scenario = scenarioOf('together', ddl, {
    schema: ddl,
    driving: 'met',
    tables: {
      met: {
        columns: {
          a: uniformInt(1, 9),
          b: zipf(900, 1),
          c: uniformInt(1, 7),
          wide: text({ minLength: 30, maxLength: 60 }),
          spot: sql('point(u, u * 7)'),
        },
      },
    },
    queries: { q: { sql: 'select * from met where a = 1' } },
  });
  const analyses: string[] = [];
  const watched = watching(server, (text) => {
    if (/^\s*analyze/.test(text)) analyses.push(text);
  });
  const at = (scales: readonly number[]) =>
    inWorld(
      watched,
      virtualEngine,
      scenario,
      async (world) => {
        let found: unknown;
        for (const scale of scales) {
          analyses.length = 0;
          found = await world.inspect(scale, async (session) => {
            const { rows } = await session.query(
              "select to_jsonb(s) as of from pg_stats s where tablename = 'met' order by attname",
            );
            const extended = await session.query(
              "select to_jsonb(s) as of from pg_stats_ext s where schemaname = 'public'",
            );
            return [...rows, ...extended.rows];
          });
        }
        return found;
      },
      { settings: { default_statistics_target: '10' } },
    );
  const roundabout = await at([50_000, 3_000_000, 200_000]);
  expect(analyses).toEqual([expect.stringMatching(/\((?:"a"|a), (?:"b"|b), \S+\)$/)]);
  expect(roundabout).toEqual(await at([200_000]));
});

/** A server that shows every statement of its sessions. */
function watching(of: TestServer, show: (text: string) => void): TestServer {
  return {
    ...of,
    async createDatabase(...given) {
      const made = await of.createDatabase(...given);
      return {
        ...made,
        async connect() {
          const session = await made.connect();
          return {
            ...session,
            query: (text, values) => {
              show(text);
              return session.query(text, values);
            },
          };
        },
      };
    },
  };
}
