import { auditText } from '../../audit/text/audit-text';
import { runAudit } from '../../audit/run-audit';
import { openSession } from '../../audit/session';
import { readSources } from '../../audit/sources';
import type { AuditResult } from '../../audit/types';
import { type ExitCode, failing } from '../../exit-code';
import type { AuditOptions } from './options';
import { connectTarget } from '../../postgres/connect-url';
import { describeTarget, parseTarget } from '../../postgres/url';
import type { LoadFile } from '../../scenario/sources/load';
import type { CliProcess } from '../cli-process';

/**
 * Plans statements on a database that is there, and changes nothing in it.
 *
 * @throws PlancliffError where nothing can be planned at all: no statement, no connection, an interruption
 */
export async function audit(
  options: AuditOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  const target = parseTarget(options.databaseUrl, options.env);
  const { wishes, problems: unread } = await readSources({
    ...options,
    stdin: process.stdin,
    load,
  });
  signal.throwIfAborted();
  const connection = await connectTarget(target, 'plancliff audit');
  const disconnect = (): void => void connection.end();
  signal.addEventListener('abort', disconnect);
  try {
    const session = await openSession(connection, options);
    const progress = progressLine(process, options.quiet);
    const { statements, problems, findings } = await runAudit({
      session,
      wishes,
      trustFunctions: options.trustFunctions,
      rules: options.rules,
      onStatement: progress.update,
      signal,
    });
    progress.stop();
    const result: AuditResult = {
      version: 1,
      server: { version: session.version, target: describeTarget(target) },
      statements,
      problems: [...unread, ...problems],
      findings,
    };
    process.stdout.write(
      options.json ? `${JSON.stringify(result, null, 2)}\n` : auditText(result, options),
    );
    if (result.problems.length > 0) return 2;
    return failing(findings, options.failOn) ? 1 : 0;
  } finally {
    signal.removeEventListener('abort', disconnect);
    await connection.end();
  }
}

/** A count on a terminal; an audit is short, so a log needs none. */
function progressLine(
  { stderr }: CliProcess,
  quiet: boolean,
): { readonly update: (done: number, total: number) => void; readonly stop: () => void } {
  const shown = stderr.isTTY === true && !quiet;
  const write = (text: string): void => {
    if (shown) stderr.write(`\r\u001b[K${text}`);
  };
  return {
    update: (done, total) => write(`planning statement ${done + 1} of ${total}`),
    stop: () => write(''),
  };
}
