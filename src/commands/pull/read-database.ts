import type { PlannedRequest } from '../../audit/growth/types';
import { runAudit } from '../../audit/run-audit';
import { workloadOf } from '../../audit/server-workload';
import { type AuditSession, openSession } from '../../audit/session';
import { connectTarget } from '../../postgres/connect-url';
import { describeTarget, parseTarget } from '../../postgres/url';
import type { DumpedSchema } from '../../pull/dump/schema';
import { pull } from '../../pull/read/pull';
import type { Pulled, WorkloadEntry } from '../../pull/types';
import { queriesOfUsers } from '../../pull/workload/queries-of-users';
import type { PullOptions } from './options';

export interface ReadDatabase {
  readonly target: string;
  readonly pulled: Pulled;
  /** The workload with the server's own plans; none where nothing is redacted. */
  readonly requests: readonly PlannedRequest[];
  /** Statements of pg_stat_statements that are left out. */
  readonly unplannable: number;
}

export async function readDatabase(
  options: PullOptions,
  ddl: DumpedSchema | undefined,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<ReadDatabase> {
  const target = parseTarget(options.databaseUrl ?? '', options.env);
  const connection = await connectTarget(target, 'plancliff pull');
  const disconnect = (): void => void connection.end();
  signal.addEventListener('abort', disconnect);
  let opened: AuditSession | undefined;
  try {
    const session = (opened = await openSession(connection, options));
    onProgress('reading what the planner knows');
    const all = await session.read((reader) => pull(reader, session.searchPath, options));
    const { entries, unplannable } = await queriesOfUsers(all.workload);
    const pulled = { ...(ddl === undefined ? all : withSchema(all, ddl)), workload: entries };
    const requests = options.redact
      ? await plansOfServer(options, { session, entries: all.workload, signal, onProgress })
      : [];
    return { target: describeTarget(target), pulled, requests, unplannable };
  } finally {
    signal.removeEventListener('abort', disconnect);
    // A pooler closes its connection to the server where a client leaves within a transaction.
    await opened?.end().catch(() => undefined);
    await connection.end();
  }
}

/** The DDL of a file in place of what the catalogs say. */
function withSchema(pulled: Pulled, { schema }: DumpedSchema): Pulled {
  const lack =
    'the schema is that of a file: its indexes are in the order of the file, which decides between equal costs, and what the file lacks is missing in the twin.';
  const { manifest } = pulled;
  return { ...pulled, schema, manifest: { ...manifest, lacks: [...manifest.lacks, lack] } };
}

interface Planning {
  readonly session: AuditSession;
  /** What pg_stat_statements counted. */
  readonly entries: readonly WorkloadEntry[];
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** The workload with the server's own plans. */
async function plansOfServer(
  { top }: PullOptions,
  { session, entries, signal, onProgress }: Planning,
): Promise<readonly PlannedRequest[]> {
  const { inputs } = await workloadOf(session, entries, { top, order: 'total' });
  const { requests } = await runAudit({
    session,
    inputs,
    trustFunctions: false,
    rules: {},
    onStatement: (done, total) => onProgress(`planning statement ${done + 1} of ${total}`),
    signal,
  });
  return requests;
}
