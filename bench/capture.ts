import { Client } from 'pg';
import { openPlanner } from '../src/plan/capture';
import { startEmbedded } from '../src/postgres/embedded/start';
import { atLeast, compete, perSecond, type BenchOptions, type Comparison } from './report';
import { shop } from './shop';

const statements = [
  {
    sql: 'select * from orders where status = $1 order by created_at desc limit 20',
    parameters: ['paid'],
  },
  {
    sql: 'select o.*, c.email from orders o join customers c on c.id = o.customer_id where c.id = $1',
    parameters: ['17'],
  },
  {
    sql: `select c.region, count(*), sum(o.total) from orders o join customers c on c.id = o.customer_id
           where o.created_at > $1 group by c.region`,
    parameters: ['2025-01-01'],
  },
];

/** EXPLAINs per second, read into plans with their access paths, against the same EXPLAINs and nothing else. */
export async function capture({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const times = full ? 2_000 : 300;
  const server = await startEmbedded({ env: process.env });
  try {
    const database = await server.createDatabase('bench');
    const connection = await database.connect();
    await connection.query(shop().ddl);
    const { rows } = await connection.query<{ host: string }>(
      "select current_setting('unix_socket_directories') as host",
    );
    await connection.end();
    const planner = await openPlanner(await database.connect(), { settings: {} });
    const client = new Client({
      host: rows[0]?.host ?? '',
      user: 'postgres',
      database: database.name,
    });
    await client.connect();

    const repeat = async (explain: (of: (typeof statements)[number]) => Promise<unknown>) => {
      for (let k = 0; k < times; k++) for (const statement of statements) await explain(statement);
    };
    const took = await compete(5, {
      ours: () => repeat((statement) => planner.plan(statement)),
      bare: () =>
        repeat(({ sql, parameters }) =>
          client.query(`explain (format json, verbose, settings) ${sql}`, parameters),
        ),
    });
    await planner.close();
    await client.end();
    const count = times * statements.length;
    return [
      atLeast(0.8, {
        what: 'capture / a bare pg loop',
        ours: perSecond(count, took.ours, 'plans'),
        beside: perSecond(count, took.bare, 'plans'),
        ratio: took.bare / took.ours,
      }),
    ];
  } finally {
    await server.close();
  }
}
