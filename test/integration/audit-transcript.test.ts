import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readTranscript, replay } from '../helpers/cli/transcript';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await startTestServer();
  database = await server.open(`
    create table customers (id bigint primary key);
    insert into customers select i from generate_series(1, 5000) as i;
    create table orders (
      id bigint primary key,
      customer_id bigint not null references customers,
      status text not null,
      note text not null,
      created_at timestamptz not null
    );
    insert into orders
      select i, 1 + (i * 7919) % 5000, case when i % 10 = 0 then 'open' else 'done' end,
        'order ' || i, timestamptz '2024-01-01' + i * interval '1 minute'
      from generate_series(1, 20000) as i; -- ANALYZE samples 30,000 rows: all of them, so it is the same each time
    create index orders_customer_id_idx on orders (customer_id);
    create index orders_status_idx on orders (status);
    create role reader login;
    grant select on customers, orders to reader;
  `);
  await database.connection.query('vacuum analyze');
});
afterAll(async () => {
  await database.end();
  await server.close();
});

test('audit.md (UPDATE_TRANSCRIPTS=1 writes it anew, for review)', async () => {
  const socket = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const file = resolve(join(__dirname, '../cli/transcripts/audit.md'));
  const text = readFileSync(file, 'utf8');
  const today = await replay(readTranscript(text), {
    STAGING_DATABASE_URL: `postgres://reader@${socket}/${database.name}`,
  });
  if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(file, today);
  else expect(today).toBe(text);
});
