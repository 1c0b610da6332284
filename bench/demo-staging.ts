/** Starts a database of a shop with a workload, as a staging database to try `plancliff audit` and `plancliff pull` on. */
import { dirname } from 'node:path';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Connection } from '../src/postgres/types';

/** Some seconds to load, and large enough that the planner has a choice. */
const orders = 200_000;

const ddl = `
  create extension pg_stat_statements;
  create table countries (code char(2) primary key, name text not null);
  create table customers (id bigint generated always as identity primary key, email text not null unique, country char(2) not null references countries,
    created_at timestamptz not null);
  create table products (id bigint generated always as identity primary key, sku text not null unique, category text not null);
  create table orders (id bigint generated always as identity primary key, customer_id bigint not null references customers, status text not null,
    total numeric(10,2) not null, placed_at timestamptz not null, closed_at timestamptz);
  create table order_items (order_id bigint not null references orders, product_id bigint not null references products, quantity int not null,
    primary key (order_id, product_id));
  insert into countries select chr(65 + i / 6) || chr(70 + i % 6), 'Country ' || i from generate_series(0, 39) i;
  insert into customers (email, country, created_at)
    select 'customer' || i || '@example.org', chr(65 + (i * i % 40) / 6) || chr(70 + (i * i % 40) % 6),
      now() - (20000 - i) * interval '70 minutes' from generate_series(1, 20000) i;
  insert into products (sku, category) select 'SKU-' || i, 'category ' || i % 25 from generate_series(1, 800) i;
  insert into orders (customer_id, status, total, placed_at, closed_at)
    select 1 + floor(20000 * random() * random()), case when i > ${orders} - 900 then 'pending' when random() < 0.02 then 'refunded' else 'delivered' end,
      10 + random() * 500, now() - (${orders} - i) * interval '4 minutes', case when i <= ${orders} - 900 then now() - (${orders} - i) * interval '4 minutes' + interval '3 days' end
    from generate_series(1, ${orders}) i;
  insert into order_items select o.id, 1 + (o.id * 7919 + k * 104729) % 800, 1 + (random() * 3)::int from orders o, generate_series(1, 2) k;
  create index orders_customer_id_idx on orders (customer_id);
  create index orders_status_idx on orders (status);
  create index orders_placed_at_idx on orders (placed_at);
  create index orders_open_idx on orders (placed_at) where closed_at is null;
  create index order_items_product_id_idx on order_items (product_id);
  create index customers_country_idx on customers (country);
  vacuum analyze;
  select pg_stat_statements_reset();`;

/** Each with the values of one call. */
const calls: readonly (readonly [sql: string, values: () => readonly unknown[]])[] = [
  ['select * from orders where customer_id = $1 order by placed_at desc limit 20', () => [random(20_000)]],
  ['select * from customers where email = $1', () => [`customer${random(20_000)}@example.org`]],
  ['select id, total from orders where status = $1 order by id', () => [random(2) === 1 ? 'pending' : 'refunded']],
  ['select id from orders where closed_at is null order by placed_at limit $1', () => [50]],
  ["select sum(total) from orders where placed_at > now() - interval '1 day'", () => []],
  ['select o.id, i.quantity from order_items i join orders o on o.id = i.order_id where i.product_id = $1', () => [random(800)]],
  ['select c.email, count(*) from customers c join orders o on o.customer_id = c.id where c.country = $1 group by c.email', () => ['AF']],
  ['select i.*, p.sku from order_items i join products p on p.id = i.product_id where i.order_id = $1', () => [random(orders)]],
  ['update orders set status = $1 where id = $2', () => ['delivered', random(orders)]],
  ['select status, count(*) from orders group by status', () => []],
]; // prettier-ignore

const random = (to: number): number => 1 + Math.floor(Math.random() * to);

async function main(): Promise<void> {
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stop.abort();
        resolve();
      });
    }
  });
  say('Starting PostgreSQL and loading a shop; this takes some seconds.');
  const server = await startEmbedded({
    settings: { shared_preload_libraries: 'pg_stat_statements', track_counts: 'on' },
  });
  try {
    const database = await server.createDatabase('shop');
    const connection = await database.connect();
    for (const statement of ddl.split(';\n')) await connection.query(statement);
    await ask(connection);
    await connection.end();
    const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
    process.stdout.write(`
A database of a shop with ${orders / 1000}k orders is running. In another terminal,
in this folder (\`npx plancliff\` in the output is \`node dist/bin.js\` here):

  export STAGING_DATABASE_URL=postgres://postgres@${host}/${database.name}
  node dist/bin.js audit pg_stat_statements
  node dist/bin.js pull --redact twins/staging
  node dist/bin.js audit twins/staging --with 'create index on orders (status, id)'
  node dist/bin.js check twins/staging

Ctrl-C ends it and removes everything.
`);
    // Nothing else keeps the process.
    const alive = setInterval(() => undefined, 1 << 30);
    await stopped;
    clearInterval(alive);
  } finally {
    await server.close();
  }
}

async function ask(connection: Connection): Promise<void> {
  for (const [sql, values] of calls) {
    for (let count = 0; count < 20; count += 1) await connection.query(sql, values());
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

void main();
