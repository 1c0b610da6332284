import { auditText } from '../../audit/text/audit-text';
import { runAudit } from '../../audit/run-audit';
import { type AuditSession, openSession } from '../../audit/session';
import {
  serverSource,
  type ServerWorkload,
  serverWorkload,
  workloadOf,
} from '../../audit/server-workload';
import { readSources, type Sources } from '../../audit/sources';
import { auditTwin } from './audit-twin';
import { grownOn } from './grown-on';
import { holdTwinServer, type TwinServerHolder } from '../twin-server';
import type { PlannedRequest } from '../../audit/growth/types';
import type { AuditResult } from '../../audit/types';
import { PlancliffError } from '../../errors';
import { type ExitCode, failing } from '../../exit-code';
import type { AuditOptions } from './options';
import { connectTarget } from '../../postgres/connect-url';
import { describeTarget, parseTarget, type Target } from '../../postgres/url';
import { pull } from '../../pull/read/pull';
import { queryFilter } from '../../scenario/query-filter';
import type { LoadFile } from '../../scenario/sources/source';
import type { CliProcess } from '../cli-process';
import { lineOnTerminal } from '../line-on-terminal';
import { programName } from '../program-name';

/**
 * Plans statements on an existing database, and changes nothing in it.
 *
 * @throws PlancliffError where nothing can be planned at all: no statement, no connection, an interruption
 */
export async function audit(
  options: AuditOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  if (options.twin !== undefined) return auditTwin(options, process, signal, load);
  const target = parseTarget(options.databaseUrl, options.env);
  const named = await namedStatements(options, process, load);
  signal.throwIfAborted();
  return auditWith(options, { process, signal, target, named });
}

/** What the command line names, before any server is asked. */
interface NamedStatements extends Sources {
  /** Whether the statements that the server has run are wanted too. */
  readonly fromServer: boolean;
  /** Why nothing else was found; to be thrown where the server has nothing either. */
  readonly error?: PlancliffError;
}

/** Without a source: the scenarios of the project, and where it has none, what the server has run. */
async function namedStatements(
  options: AuditOptions,
  { stdin }: CliProcess,
  load: LoadFile | undefined,
): Promise<NamedStatements> {
  const sources = options.sources.filter((source) => source !== serverSource);
  const fromServer = sources.length < options.sources.length;
  if (fromServer && sources.length === 0) return { inputs: [], problems: [], fromServer };
  try {
    return { ...(await readSources({ ...options, sources, stdin, load })), fromServer };
  } catch (error) {
    if (sources.length > 0 || !(error instanceof PlancliffError)) throw error;
    return { inputs: [], problems: [], fromServer: true, error };
  }
}

interface Audit {
  readonly process: CliProcess;
  readonly signal: AbortSignal;
  readonly target: Target;
  readonly named: NamedStatements;
}

async function auditWith(
  options: AuditOptions,
  { process, signal, target, named }: Audit,
): Promise<ExitCode> {
  const connection = await connectTarget(target, 'plancliff audit');
  const disconnect = (): void => void connection.end();
  signal.addEventListener('abort', disconnect);
  let twins: TwinServerHolder | undefined;
  let session: AuditSession | undefined;
  try {
    session = await openSession(connection, options);
    // It starts while statements are planned on the other server.
    if (options.growTo !== undefined) twins = holdTwinServer(options, session.major, signal);
    const progress = lineOnTerminal(process, options.quiet);
    const { inputs, notes } = await withServerWorkload(options, session, named);
    const { statements, problems, findings, requests, stopped, hasEnded } = await runAudit({
      session,
      inputs,
      trustFunctions: options.trustFunctions,
      rules: options.rules,
      onStatement: (done, total) => progress.update(`planning statement ${done + 1} of ${total}`),
      signal,
    });
    // Without a connection nothing can be read of what the planner knows.
    const asked = hasEnded ? undefined : twins;
    const growth = await grown(options, { session, requests, twins: asked, signal, progress });
    progress.stop();
    const result: AuditResult = {
      version: 1,
      server: { version: session.version, target: describeTarget(target) },
      statements,
      problems: [...named.problems, ...problems],
      findings,
      ...growth,
      ...(notes.length === 0 ? {} : { notes }),
      ...(stopped === undefined ? {} : { stopped }),
    };
    process.stdout.write(
      options.json
        ? `${JSON.stringify(result, null, 2)}\n`
        : auditText(result, { ...options, program: programName(options.env) }),
    );
    if (result.problems.length > 0 || result.growthFailed !== undefined || stopped !== undefined)
      return 2;
    return failing(findings, options.failOn) ? 1 : 0;
  } finally {
    signal.removeEventListener('abort', disconnect);
    // A pooler closes its connection to the server where a client leaves within a transaction.
    await session?.end().catch(() => undefined);
    await Promise.all([connection.end(), twins?.close()]);
  }
}

/** @param noScenario why the project has no statements either, where it was asked */
export function nothingToAudit(noScenario?: PlancliffError): PlancliffError {
  const server = 'pg_stat_statements is not installed in this database, or has counted nothing';
  const project = noScenario && (noScenario.reason ?? noScenario.message);
  return new PlancliffError('usage', {
    message:
      project === undefined
        ? 'the server has no statements to audit'
        : 'neither the project nor the server has statements to audit',
    reason: project === undefined ? server : `${project}; ${server}`,
    hint: 'Name a scenario or a .sql file, or pipe SQL into `plancliff audit -`.',
  });
}

async function withServerWorkload(
  { top, order, query }: AuditOptions,
  session: AuditSession,
  { inputs: named, entries = [], notes: given = [], fromServer, error }: NamedStatements,
): Promise<ServerWorkload> {
  const filed = entries.length === 0 ? [] : [await workloadOf(session, entries, { top, order })];
  const found = fromServer ? await serverWorkload(session, { top, order }) : undefined;
  if (fromServer && found === undefined) throw nothingToAudit(error);
  const counted = [...filed, ...(found === undefined ? [] : [found])];
  const filter = queryFilter(query) ?? (() => true);
  const own = counted
    .flatMap(({ inputs }) => inputs)
    .filter(({ origin }) => filter({ query: origin.query, label: origin.case }));
  return {
    inputs: [...named, ...own],
    notes: [...given, ...counted.flatMap(({ notes }) => notes)],
  };
}

interface Growing extends Pick<Audit, 'signal'> {
  /** Where twins are made; absent where nothing shall grow. */
  readonly twins: TwinServerHolder | undefined;
  readonly session: AuditSession;
  readonly requests: readonly PlannedRequest[];
  readonly progress: { readonly update: (text: string) => void };
}

/** What growth does to the statements. Where that cannot be found out, the plans of today are worth printing all the same. */
async function grown(
  options: AuditOptions,
  { session, requests, twins, signal, progress }: Growing,
): Promise<Pick<AuditResult, 'growth' | 'growthFailed' | 'whatIf'>> {
  const { growTo, months, liveEnds, whatIf } = options;
  if (twins === undefined || growTo === undefined || requests.length === 0) return {};
  try {
    progress.update('reading what the planner knows');
    const pulled = await session.read((reader) => pull(reader, session.searchPath, { liveEnds }));
    // Nothing more is asked of the server, and no transaction stays open there.
    await session.end();
    return await grownOn({
      twins,
      options,
      pulled,
      requests,
      to: growTo,
      months,
      onProgress: progress.update,
      signal,
      whatIf,
    });
  } catch (error) {
    if (signal.aborted) return { growthFailed: 'interrupted' };
    if (!(error instanceof PlancliffError)) throw error;
    const { message, reason, hint } = error;
    return {
      growthFailed: [message, reason, hint].filter((part) => part !== undefined).join('. '),
    };
  }
}
