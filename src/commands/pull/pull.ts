import path from 'node:path';
import { openSession } from '../../audit/session';
import type { ExitCode } from '../../exit-code';
import { connectTarget } from '../../postgres/connect-url';
import { describeTarget, parseTarget } from '../../postgres/url';
import { readEarlier } from '../../pull/folder/read';
import { writePulled } from '../../pull/folder/write';
import { ratesBetween, type TableRate } from '../../pull/rates';
import { pull } from '../../pull/read/pull';
import type { Pulled } from '../../pull/types';
import { counted, rowsText } from '../../text/figures';
import { printable, wrapText } from '../../text/wrap';
import type { CliProcess } from '../cli-process';
import type { CommonOptions } from '../options';
import { callable } from '../../text/callable';
import { programName } from '../program-name';

export interface PullOptions extends CommonOptions {
  /** As it was typed. */
  readonly folder: string;
  readonly databaseUrl: string;
  readonly liveEnds: boolean;
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

/**
 * Writes what the planner of a database knows into a folder.
 *
 * @throws PlancliffError where the database cannot be read or the folder not be written
 */
export async function pullInto(
  options: PullOptions,
  process: CliProcess,
  signal: AbortSignal,
): Promise<ExitCode> {
  const target = parseTarget(options.databaseUrl, options.env);
  const folder = path.resolve(options.cwd, options.folder);
  const earlier = await readEarlier(folder);
  const connection = await connectTarget(target, 'plancliff pull');
  const disconnect = (): void => void connection.end();
  signal.addEventListener('abort', disconnect);
  try {
    const session = await openSession(connection, options);
    const pulled = await session.read((reader) => pull(reader, session.searchPath, options));
    await session.end();
    await writePulled(folder, pulled);
    const rates = earlier.pulled === undefined ? [] : ratesBetween(earlier.pulled, pulled);
    const program = programName(options.env);
    const lines = pulledText(pulled, {
      target: describeTarget(target),
      folder: options.folder,
      rates,
      ...(earlier.unread === undefined ? {} : { unread: earlier.unread }),
    });
    process.stdout.write(
      `${lines.flatMap((line) => wrapText(callable(line, program), options.columns, 2)).join('\n')}\n`,
    );
    return 0;
  } finally {
    signal.removeEventListener('abort', disconnect);
    await connection.end();
  }
}

interface Where {
  readonly target: string;
  readonly folder: string;
  readonly rates: readonly TableRate[];
  /** Why the earlier pull in the folder, which is replaced, could not be read. */
  readonly unread?: string;
}

/** What was written, what it contains, what is missing, what to do next. */
export function pulledText(
  pulled: Pulled,
  { target, folder, rates, unread }: Where,
): readonly string[] {
  const { relations, extended } = pulled.statistics;
  const of = (kind: string): number => relations.filter((each) => each.kind === kind).length;
  const columns = relations.reduce((sum, each) => sum + each.columns.length, 0);
  const growing = rates.filter(({ rowsPerMonth }) => rowsPerMonth !== 0);
  return [
    `${printable(target)}, PostgreSQL ${pulled.manifest.server}, pulled into ${folder}`,
    `${[
      counted(of('table') + of('partitioned table') + of('materialized view'), 'table'),
      counted(of('index'), 'index', 'indexes'),
      `statistics of ${counted(columns, 'column')}`,
      ...(extended.length > 0 ? [counted(extended.length, 'extended statistics object')] : []),
      counted(pulled.workload.length, 'statement'),
    ].join(', ')}; no rows.`,
    'The files contain values of columns (common ones and some from between), and the definitions of views and functions. Only you may read them (0600).',
    ...(unread === undefined
      ? []
      : [`The earlier pull is replaced, and no growth is known from it: ${printable(unread)}`]),
    ...pulled.manifest.lacks.map((lack) => `Missing: ${printable(lack)}`),
    ...growing
      .toSorted((a, b) => Math.abs(b.rowsPerMonth) - Math.abs(a.rowsPerMonth))
      .slice(0, 10)
      .map(
        ({ name, rowsPerMonth, since }) =>
          `${printable(name)}: ${rowsPerMonth < 0 ? 'loses' : 'gains'} ${rowsText(Math.abs(rowsPerMonth))} a month since ${since}`,
      ),
    'Next: `plancliff audit` shows which statements lose an index as this database grows.',
  ];
}
