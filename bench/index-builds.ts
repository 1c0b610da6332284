import { readCatalog } from '../src/postgres/catalog/read-catalog';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Connection } from '../src/postgres/types';
import { indexMicrosOf } from '../src/trial/server/index-micros-of';
import { readPlannerStatistics } from '../src/trial/server/statistics';
import type { TableModel } from '../src/model/types';
import { processorTime } from './processor-time';
import type { BenchOptions, Comparison } from './report';

/** By which the expected time may be off: it decides about the size of a trial, not about what it says. */
const aim = 3;

const draw = (k: number, below: number): string =>
  `pg_catalog.abs(pg_catalog.hashint8extended(i, ${k}) % ${below})`;
const drawn = (list: string, length: number, below: number): string =>
  `(select ${list.replaceAll('#', `pg_catalog.abs(pg_catalog.hashint8extended(i * 1000 + j, 7) % ${below})`)}
      from pg_catalog.generate_series(1, ${length}) j)`;
const ints = (length: number, below: number): string =>
  `${drawn('pg_catalog.array_agg(#)', length, below)}::int[]`;
const words = (length: number): string =>
  drawn(`pg_catalog.string_agg('w' || #, ' ')`, length, 5000);
const json = (keys: number): string =>
  drawn(`pg_catalog.jsonb_object_agg('key' || j, #)`, keys, 1000);
const vector = (length: number): string => `pg_catalog.to_tsvector('simple', ${words(length)})`;

/** What is measured: the values of a column, and an index on it. */
const kinds: readonly (readonly [about: string, values: string, index: string])[] = [
  ['b-tree, bigint', 'i', 'btree (v)'],
  ['b-tree, text of 32', 'pg_catalog.md5(i::text)', 'btree (v)'],
  ['hash, bigint', draw(1, 1e9), 'hash (v)'],
  ['BRIN, bigint', 'i', 'brin (v)'],
  ['GIN, 3 integers of 100', ints(3, 100), 'gin (v)'],
  ['GIN, 3 integers of 1M', ints(3, 1e6), 'gin (v)'],
  ['GIN, 30 integers of 1,000', ints(30, 1000), 'gin (v)'],
  ['GIN, jsonb of 3 keys', json(3), 'gin (v)'],
  ['GIN, jsonb of 10 keys', json(10), 'gin (v)'],
  ['GIN, jsonb_path_ops of 10 keys', json(10), 'gin (v jsonb_path_ops)'],
  ['GIN, tsvector of 50 words', vector(50), 'gin (v)'],
  ['GIN, to_tsvector of 10 words', words(10), `gin (pg_catalog.to_tsvector('english', v))`],
  ['GIN, to_tsvector of 50 words', words(50), `gin (pg_catalog.to_tsvector('english', v))`],
  ['GIN, trigrams of 32 letters', 'pg_catalog.md5(i::text)', 'gin (v gin_trgm_ops)'],
  ['GiST, ranges', `int8range(${draw(1, 1e6)}, null)`, 'gist (v)'],
  ['GiST, points', `pg_catalog.point(${draw(1, 1e6)}, ${draw(2, 1e6)})`, 'gist (v)'],
  ['GiST, tsvector of 10 words', vector(10), 'gist (v)'],
  ['GiST, trigrams of 32 letters', 'pg_catalog.md5(i::text)', 'gist (v gist_trgm_ops)'],
  ['SP-GiST, text of 32', 'pg_catalog.md5(i::text)', 'spgist (v)'],
];

/** Processor time of index builds, beside what the size of a trial is chosen by. On Linux alone. */
export async function indexBuilds({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const rows = full ? 300_000 : 60_000;
  const server = await startEmbedded({ env: process.env });
  const database = await server.createDatabase('index builds');
  const connection = await database.connect();
  try {
    await connection.query(`create extension if not exists pg_trgm;
      set max_parallel_maintenance_workers = 0; set maintenance_work_mem = '128MB'`);
    const found: Comparison[] = [];
    for (const [about, values, index] of kinds) {
      found.push(await compare(connection, rows, { about, values, index }));
    }
    return found;
  } finally {
    await connection.end();
    await server.close();
  }
}

async function compare(
  connection: Connection,
  rows: number,
  {
    about,
    values,
    index,
  }: { readonly about: string; readonly values: string; readonly index: string },
): Promise<Comparison> {
  await connection.query(`drop table if exists public.t;
    create unlogged table public.t as
      select ${values} as v from pg_catalog.generate_series(1::bigint, ${rows}) i;
    analyze public.t`);
  const { rows: backend } = await connection.query<{ pid: number }>(
    'select pg_catalog.pg_backend_pid() as pid',
  );
  const pid = backend[0]?.pid ?? 0;
  const before = processorTime(pid, 'own');
  await connection.query(`create index on public.t using ${index}`);
  const measured = (1e6 * (processorTime(pid, 'own') - before)) / rows;
  const micros = indexMicrosOf(
    await readCatalog(connection),
    await readPlannerStatistics(connection),
  );
  const expected = micros({ sqlName: 'public.t' } as TableModel);
  const ratio = expected / measured;
  return {
    what: `${about}: microseconds for a row, expected / taken`,
    ours: expected.toFixed(1),
    beside: measured.toFixed(1),
    ratio,
    aim: `within ${aim}`,
    met: Math.max(ratio, 1 / ratio) <= aim,
  };
}
