import type { Connection, Database, Server } from '../src/postgres/types';

/** What a query is for. */
export type Kind = 'explain' | 'insert' | 'analyze' | 'index' | 'other';

export interface Spent {
  count: number;
  seconds: number;
}

export type Ledger = { readonly [K in Kind]: Spent };

export function newLedger(): Ledger {
  const none = (): Spent => ({ count: 0, seconds: 0 });
  return { explain: none(), insert: none(), analyze: none(), index: none(), other: none() };
}

/** The same server, with every query of its databases written down: its kind, and the seconds until its answer. */
export function timedServer(server: Server, ledger: Ledger): Server {
  return {
    ...server,
    close: () => server.close(),
    createDatabase: async (label) => timedDatabase(await server.createDatabase(label), ledger),
  };
}

function timedDatabase(database: Database, ledger: Ledger): Database {
  return {
    name: database.name,
    drop: () => database.drop(),
    connect: async () => timedConnection(await database.connect(), ledger),
  };
}

function timedConnection(connection: Connection, ledger: Ledger): Connection {
  return {
    end: () => connection.end(),
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      const started = performance.now();
      try {
        return await connection.query<Row>(text, values);
      } finally {
        const spent = ledger[kindOf(text)];
        spent.count += 1;
        spent.seconds += (performance.now() - started) / 1000;
      }
    },
  };
}

function kindOf(text: string): Kind {
  if (/^\s*explain\b/i.test(text)) return 'explain';
  if (/^\s*(?:with\b[\s\S]*?\b)?insert\b/i.test(text)) return 'insert';
  if (/^\s*(?:analyze|vacuum)\b/i.test(text)) return 'analyze';
  return /^\s*create (?:unique )?index\b/i.test(text) ? 'index' : 'other';
}
