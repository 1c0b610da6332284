import { growthText } from '../../audit/growth/growth-text';
import type { AuditResult } from '../../audit/types';
import { whatIfText } from '../../audit/what-if/what-if-text';
import type { ExitCode } from '../../exit-code';
import { readPulled } from '../../pull/folder/read';
import { paintFor } from '../../reporters/paint';
import type { LoadFile } from '../../scenario/sources/source';
import { printable } from '../../text/wrap';
import type { CliProcess } from '../cli-process';
import { lineOnTerminal } from '../line-on-terminal';
import { grownOn } from './grown-on';
import type { AuditOptions } from './options';
import { requestsOfTwin } from './requests-of-twin';
import { holdTwinServer } from '../twin-server';

/**
 * Grows what `plancliff pull` wrote, without a connection to the database.
 *
 * @throws PlancliffError where the folder has nothing to plan, or no twin can be made
 */
export async function auditTwin(
  options: AuditOptions,
  process: CliProcess,
  signal: AbortSignal,
  load: LoadFile | undefined,
): Promise<ExitCode> {
  const { twin: folder = '', growTo = smallest, months, whatIf } = options;
  const pulled = await readPulled(folder);
  const { requests, problems } = await requestsOfTwin(options, pulled, process, load);
  const progress = lineOnTerminal(process, options.quiet);
  const twins = holdTwinServer(options, pulled.manifest.major, signal);
  try {
    const grown = await grownOn({
      twins,
      options,
      pulled,
      requests,
      to: Math.max(growTo, smallest),
      months,
      onProgress: progress.update,
      signal,
      whatIf,
    });
    progress.stop();
    const result: AuditResult = {
      version: 1,
      server: { version: pulled.manifest.server, target: folder },
      statements: [],
      problems,
      findings: [],
      ...grown,
    };
    process.stdout.write(
      options.json ? `${JSON.stringify(result, null, 2)}\n` : textOf(result, options),
    );
    return problems.length > 0 ? 2 : 0;
  } finally {
    progress.stop();
    await twins.close();
  }
}

/** Today and one size more are the least that can be compared. */
const smallest = 2;

function textOf(
  { growth, whatIf, problems }: AuditResult,
  { columns, color }: AuditOptions,
): string {
  const layout = { columns, paint: paintFor(color) };
  const blocks = [
    ...(growth === undefined ? [] : growthText(growth, layout)),
    ...(whatIf === undefined ? [] : whatIfText(whatIf, layout)),
    ...problems.map(({ source, query, reason }) => printable(`${source}: ${query}: ${reason}`)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
