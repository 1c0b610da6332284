import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type KyselyPlugin,
} from 'kysely';
import { recordQueries } from '../src/kysely';
import { median, type Comparison } from './report';

interface Database {
  orders: { id: number; customer_id: number; status: string; placed_at: Date };
  customers: { id: number; country: string };
}

const limit = 50;
const calls = 5_000;

/** Microseconds that recording adds to a query: one whose values are known already, and one whose values are new. */
export async function recording(): Promise<readonly Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plancliff-bench-'));
  try {
    const file = join(folder, 'queries.jsonl');
    const known = await compare(recordQueries({ file }), () => 7);
    const fresh = await compare(recordQueries({ file, cases: 1e9 }), (call) => call);
    return [
      line('recording a query, values known', known),
      line('… values new, a line written', fresh),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function line(what: string, { without, added }: Awaited<ReturnType<typeof compare>>): Comparison {
  return {
    what,
    ours: `${added.toFixed(1)} µs more`,
    beside: `${without.toFixed(1)} µs`,
    ratio: (without + added) / without,
    aim: `below ${limit} µs`,
    met: added < limit,
  };
}

/** The same loop with the plugin and without it, in turns; a driver that answers at once. */
async function compare(plugin: KyselyPlugin, valueOf: (call: number) => number) {
  const [bare, recorded] = [database([]), database([plugin])];
  const without: number[] = [];
  const added: number[] = [];
  let from = 0;
  for (let round = 0; round < 5; round++) {
    const plain = await microseconds(bare, from, valueOf);
    const beside = await microseconds(recorded, from, valueOf);
    from += calls;
    without.push(plain);
    added.push(beside - plain);
  }
  return { without: median(without), added: median(added) };
}

async function microseconds(
  db: Kysely<Database>,
  from: number,
  valueOf: (call: number) => number,
): Promise<number> {
  const started = performance.now();
  for (let call = from; call < from + calls; call++) {
    await db
      .selectFrom('orders')
      .innerJoin('customers', 'customers.id', 'orders.customer_id')
      .select(['orders.id', 'customers.country'])
      .where('orders.customer_id', '=', valueOf(call))
      .where('orders.status', 'in', ['paid', 'open'])
      .orderBy('orders.placed_at', 'desc')
      .limit(20)
      .execute();
  }
  return ((performance.now() - started) * 1000) / calls;
}

function database(plugins: KyselyPlugin[]): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins,
  });
}
