import { drizzle as drizzleOver } from 'drizzle-orm/node-postgres';
import { bigint, integer, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import { Client } from 'pg';
import { readModel } from '../src/check/read-model';
import { loadRows } from '../src/engine/seed/rows';
import { openPool } from '../src/engine/seed/pool';
import { rowSource } from '../src/engine/seed/row-source';
import { startEmbedded } from '../src/postgres/embedded/start';
import { atLeast, compete, perSecond, type BenchOptions, type Comparison } from './report';
import { shop } from './shop';

const customers = pgTable('customers', {
  id: bigint({ mode: 'number' }).notNull(),
  email: text().notNull(),
  region: integer().notNull(),
});
const orders = pgTable('orders', {
  id: bigint({ mode: 'number' }).notNull(),
  customer_id: bigint({ mode: 'number' }).notNull(),
  status: text().notNull(),
  total: numeric({ precision: 10, scale: 2 }).notNull(),
  created_at: timestamp({ withTimezone: true }).notNull(),
  note: text(),
});

/** Rows per second into the same two tables, without indexes, against drizzle-seed. */
export async function drizzle({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const scale = full ? 200_000 : 50_000;
  const server = await startEmbedded({ env: process.env });
  try {
    const scenario = shop({ bare: true });
    const { model } = await readModel(server, scenario, { from: scale, to: scale });
    const database = await server.createDatabase('bench');
    const pool = await openPool(database, 2, {}, new AbortController().signal);
    await pool.main.query(scenario.ddl);
    const { rows: place } = await pool.main.query<{ host: string }>(
      "select current_setting('unix_socket_directories') as host",
    );
    const client = new Client({
      host: place[0]?.host ?? '',
      user: 'postgres',
      database: database.name,
    });
    await client.connect();
    const db = drizzleOver(client);
    const empty = () => pool.main.query('truncate customers, orders');

    const took = await compete(3, {
      ours: async () => {
        await empty();
        const items = model.tables.map((table) => {
          const source = rowSource(model, table, scale);
          return { table: source, first: 1, last: source.rows, ordered: false };
        });
        await loadRows(pool, items, () => undefined);
      },
      drizzle: async () => {
        await empty();
        await seed(db, { customers, orders }, { count: scale }).refine((f) => ({
          customers: {
            count: scale / 10,
            columns: { id: f.intPrimaryKey(), region: f.int({ minValue: 1, maxValue: 3 }) },
          },
          orders: {
            columns: {
              id: f.intPrimaryKey(),
              customer_id: f.int({ minValue: 1, maxValue: scale / 10 }),
              status: f.valuesFromArray({ values: ['shipped', 'paid', 'open'] }),
              total: f.number({ minValue: 1, maxValue: 500, precision: 100 }),
            },
          },
        }));
      },
    });
    await client.end();
    await pool.close();
    return [
      atLeast(20, {
        what: `${(scale * 1.1).toLocaleString('en')} rows / drizzle-seed`,
        ours: perSecond(scale * 1.1, took.ours, 'rows'),
        beside: perSecond(scale * 1.1, took.drizzle, 'rows'),
        ratio: took.drizzle / took.ours,
      }),
    ];
  } finally {
    await server.close();
  }
}
