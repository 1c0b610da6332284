import { Client } from 'pg';
import { runAudit } from '../src/audit/run-audit';
import { openSession } from '../src/audit/session';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Connection } from '../src/postgres/types';
import { atLeast, median, seconds, type BenchOptions, type Comparison } from './report';
import { processorTime } from './processor-time';
import { shop } from './shop';

/** Statements of an application, each with a constant of its own. */
const forms: readonly ((k: number) => string)[] = [
  (k) => `select * from orders where status = 'status ${k}' order by created_at desc limit 20`,
  (k) =>
    `select o.*, c.email from orders o join customers c on c.id = o.customer_id where c.id = ${k}`,
  (k) => `select * from customers where id = ${k}`,
  (k) =>
    `select c.region, count(*), sum(o.total) from orders o join customers c on c.id = o.customer_id
     where o.created_at > timestamptz '2025-01-01' + ${k} * interval '1 minute' group by c.region`,
  (k) => `select count(*) from orders where customer_id = ${k}`,
];

/**
 * Statements of an audit at today's size, against their EXPLAINs one after the other and nothing else. By processor time,
 * of client and server together where the system tells it: neither waits for the other's work in any other way, and a
 * machine that is busy otherwise does not matter then.
 */
export async function audit({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const count = full ? 1_000 : 250;
  const server = await startEmbedded({ env: process.env });
  try {
    const database = await server.createDatabase('bench');
    const connection = await database.connect();
    await connection.query(shop().ddl);
    const { rows } = await connection.query<{ host: string }>(
      "select current_setting('unix_socket_directories') as host",
    );
    await connection.end();
    const client = new Client({
      host: rows[0]?.host ?? '',
      user: 'postgres',
      database: database.name,
    });
    await client.connect();
    const counted = { messages: 0 };
    const times: { readonly ours: Spent; readonly bare: Spent }[] = [];
    for (let round = 0; round < 5; round++) {
      // An audit reads each text once: texts of an earlier round would be known.
      const statements = Array.from(
        { length: count },
        (_, k) => forms[k % forms.length]?.(round * count + k) ?? '',
      );
      counted.messages = 0;
      const own = await database.connect();
      const ours = await spent(own, async () => {
        const audited = await auditAll(counting(own, counted), statements);
        if (audited < count) throw new Error(`only ${audited} of ${count} statements were planned`);
      });
      await own.end();
      const bare = await spent(client, async () => {
        for (const sql of statements)
          await client.query(`explain (format json, verbose, settings) ${sql}`);
      });
      times.push({ ours, bare });
    }
    await client.end();
    const of = (who: 'ours' | 'bare', what: keyof Spent): number =>
      (1000 * median(times.map((round) => round[who][what]))) / count;
    const ratio = (what: keyof Spent): number =>
      median(times.map(({ ours, bare }) => bare[what] / ours[what]));
    const parts = (who: 'ours' | 'bare'): string =>
      `client ${of(who, 'client').toFixed(2)} ms, server ${of(who, 'server').toFixed(2)} ms`;
    return [
      {
        ...atLeast(0.67, {
          what: 'audit --no-grow / a bare pg loop, by processor time',
          ours: `${of('ours', 'both').toFixed(2)} ms a statement`,
          beside: `${of('bare', 'both').toFixed(2)} ms a statement`,
          ratio: ratio('both'),
        }),
        notes: [
          `${(counted.messages / count).toFixed(1)} messages a statement`,
          `audit: ${parts('ours')}; bare: ${parts('bare')}`,
          `by the clock: ${ratio('clock').toFixed(2)}`,
        ],
      },
    ];
  } finally {
    await server.close();
  }
}

/** Seconds: by the clock, and of processor time. */
interface Spent {
  readonly clock: number;
  readonly client: number;
  /** Of the backend; 0 where the system does not tell. */
  readonly server: number;
  readonly both: number;
}

async function spent(
  backend: { query(sql: string): Promise<{ readonly rows: readonly unknown[] }> },
  work: () => Promise<unknown>,
): Promise<Spent> {
  const { rows } = await backend.query('select pg_backend_pid() as pid');
  const { pid } = rows[0] as { readonly pid: number };
  const [from, started] = [processorTime(pid, 'own'), process.cpuUsage()];
  const clock = await seconds(work);
  const used = process.cpuUsage(started);
  const client = (used.user + used.system) / 1e6;
  const server = processorTime(pid, 'own') - from || 0;
  return { clock, client, server, both: client + server };
}

function counting(connection: Connection, counted: { messages: number }): Connection {
  return {
    ...connection,
    query: (text, values) => {
      counted.messages++;
      return connection.query(text, values);
    },
  };
}

async function auditAll(connection: Connection, statements: readonly string[]): Promise<number> {
  const session = await openSession(connection, { statementTimeout: 10_000, lockTimeout: 1_000 });
  const result = await runAudit({
    session,
    inputs: statements.map((sql, k) => ({
      kind: 'sql',
      origin: { source: 'bench', line: k + 1, query: `statement ${k}`, case: '' },
      sql,
    })),
    trustFunctions: false,
    rules: {},
    onStatement: () => undefined,
    signal: new AbortController().signal,
  });
  await session.end();
  return result.statements.length;
}
