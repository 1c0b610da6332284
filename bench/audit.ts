import { Client } from 'pg';
import { runAudit } from '../src/audit/run-audit';
import { openSession } from '../src/audit/session';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Connection } from '../src/postgres/types';
import { atLeast, compete, perSecond, type BenchOptions, type Comparison } from './report';
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

/** Statements of an audit at today's size, against their EXPLAINs one after the other and nothing else. */
export async function audit({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const count = full ? 1_000 : 250;
  const statements = Array.from({ length: count }, (_, k) => forms[k % forms.length]?.(k) ?? '');
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
    const took = await compete(5, {
      ours: async () => {
        counted.messages = 0;
        const audited = await auditAll(counting(await database.connect(), counted), statements);
        if (audited < count) throw new Error(`only ${audited} of ${count} statements were planned`);
      },
      bare: async () => {
        for (const sql of statements)
          await client.query(`explain (format json, verbose, settings) ${sql}`);
      },
    });
    await client.end();
    return [
      {
        ...atLeast(0.67, {
          what: 'audit --no-grow / a bare pg loop',
          ours: perSecond(count, took.ours, 'statements'),
          beside: perSecond(count, took.bare, 'statements'),
          ratio: took.bare / took.ours,
        }),
        notes: [`${(counted.messages / count).toFixed(1)} messages a statement`],
      },
    ];
  } finally {
    await server.close();
  }
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
  await connection.end();
  return result.statements.length;
}
