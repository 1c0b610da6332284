import { readModel } from '../src/check/read-model';
import { load } from '../src/engine/seed/load';
import { openPool } from '../src/engine/seed/pool';
import type { Model } from '../src/model/types';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Database, Server } from '../src/postgres/types';
import type { Scenario } from '../src/scenario/types';
import { atLeast, compete, perSecond, type BenchOptions, type Comparison } from './report';
import { postData, shop } from './shop';

/**
 * The same columns as somebody would write them for one occasion: drawn by `random()`, one statement a table,
 * one session.
 */
function byHand(orders: number): readonly string[] {
  const customers = orders / 10;
  return [
    `insert into customers
       select i, left(md5(random()::text), 16), 1 + (random() * 2)::int from generate_series(1, ${customers}) as i`,
    `insert into orders
       select i, 1 + floor(random() * ${customers})::bigint,
              case when random() < 0.9 then 'shipped' when random() < 0.8 then 'paid' else 'open' end,
              (random() * 500)::numeric(10,2),
              timestamptz '2020-01-01' + i * interval '6 years' / ${orders},
              left(md5(random()::text), 20)
         from generate_series(1, ${orders}) as i`,
  ];
}

/** Rows per second of the seed engine against a hand-written `insert … select`, statistics included in both. */
export async function seeding({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const orders = full ? 5_000_000 : 500_000;
  const server = await startEmbedded({ env: process.env });
  try {
    const bare = await race(server, orders, true);
    const whole = await race(server, orders, false);
    const rows = orders * 1.1;
    const line = (what: string, ours: number, theirs: number, least: number): Comparison =>
      atLeast(least, {
        what,
        ours: perSecond(rows, ours, 'rows'),
        beside: perSecond(rows, theirs, 'rows'),
        ratio: theirs / ours,
      });
    return [
      line('seeding, one connection / by hand', bare.one, bare.hand, 0.9),
      line('seeding, two connections / by hand', bare.two, bare.hand, 1.5),
      line('with indexes and keys, one / by hand', whole.one, whole.hand, 0.9),
      line('with indexes and keys, two / by hand', whole.two, whole.hand, 1.5),
    ];
  } finally {
    await server.close();
  }
}

async function race(server: Server, orders: number, bare: boolean) {
  const scenario = shop({ bare });
  const { model } = await readModel(server, scenario, { from: orders, to: orders });
  return compete(3, {
    one: () => seeded(server, scenario, model, orders, 1),
    two: () => seeded(server, scenario, model, orders, 2),
    hand: () => handWritten(server, orders, bare),
  });
}

async function seeded(
  server: Server,
  scenario: Scenario,
  model: Model,
  scale: number,
  connections: number,
): Promise<void> {
  await inDatabase(server, async (database) => {
    const connection = await database.connect();
    await connection.query(scenario.ddl);
    await connection.end();
    const { signal } = new AbortController();
    const pool = await openPool(database, connections, {}, signal);
    const condition = { label: 'fresh' };
    const context = { server, scenario, model, settings: {}, condition, onProgress, signal };
    await load({ context, pool, scale, prepared: new Set() }, new Map());
    await pool.close();
  });
}

function handWritten(server: Server, orders: number, bare: boolean): Promise<void> {
  return inDatabase(server, async (database) => {
    const connection = await database.connect();
    await connection.query(shop({ bare: true }).ddl);
    for (const sql of byHand(orders)) await connection.query(sql);
    if (!bare) for (const sql of postData) await connection.query(sql);
    await connection.query('vacuum (analyze) customers, orders');
    await connection.end();
  });
}

async function inDatabase(server: Server, work: (database: Database) => Promise<void>) {
  const database = await server.createDatabase('bench');
  await work(database).finally(() => database.drop());
}

const onProgress = (): void => undefined;
