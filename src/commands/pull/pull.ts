import path from 'node:path';
import { lossText } from '../../audit/redaction/loss-text';
import { proveRedaction, type Proven } from '../../audit/redaction/prove';
import type { ExitCode } from '../../exit-code';
import { earlierFor } from '../../pull/earlier';
import { readEarlier } from '../../pull/folder/read';
import { writePulled } from '../../pull/folder/write';
import { ratesBetween, type TableRate } from '../../pull/rates';
import type { Pulled } from '../../pull/types';
import { readInputBytes } from '../../scenario/sources/read-input';
import { counted, rowsText } from '../../text/figures';
import { printable, wrapText } from '../../text/wrap';
import type { CliProcess } from '../cli-process';
import { callable } from '../../text/callable';
import { holdTwinServer, type TwinServerHolder } from '../twin-server';
import { lineOnTerminal } from '../line-on-terminal';
import { shellWords } from '../../reporters/next-step';
import { programName } from '../program-name';
import type { PullOptions } from './options';
import { pullDump, readDump, readDumpedSchema } from './read-dump';
import { type ReadDatabase, readDatabase } from './read-database';
import { redactionKey } from './redaction-key';

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
  const folder = path.resolve(options.cwd, options.folder);
  const earlier = await readEarlier(folder);
  const progress = lineOnTerminal(process, options.quiet);
  // Schema and statistics may be one text, and standard input ends once.
  let input: Promise<Buffer> | undefined;
  const readStdin = (): Promise<Buffer> => (input ??= readInputBytes(process.stdin));
  const { statistics, schema } = options;
  const dump =
    statistics === undefined
      ? undefined
      : await readDump({ ...options, statistics, readStdin }, earlier.pulled);
  const ddl =
    dump !== undefined || schema === undefined
      ? undefined
      : await readDumpedSchema(options.cwd, schema, readStdin);
  let twins: TwinServerHolder | undefined;
  try {
    const read: ReadDatabase =
      dump !== undefined
        ? await pullDump(
            // What pg_dump writes calls functions that 18 brought.
            (await (twins = holdTwinServer(options, 18, signal)).get()).server,
            dump,
            earlier.pulled,
          )
        : await readDatabase(options, ddl, signal, progress.update);
    if (options.redact) twins ??= holdTwinServer(options, read.pulled.manifest.major, signal);
    const proven =
      twins === undefined || !options.redact
        ? undefined
        : await proveRedaction({
            server: (await twins.get()).server,
            ...read,
            key: redactionKey(options.env),
            onProgress: progress.update,
            signal,
          });
    const fresh = proven?.pulled ?? read.pulled;
    const pulled =
      earlier.pulled === undefined
        ? fresh
        : { ...fresh, earlier: earlierFor(fresh, earlier.pulled) };
    await writePulled(folder, pulled);
    progress.stop();
    const lines = pulledText(pulled, {
      target: read.target,
      folder: options.folder,
      unplannable: read.unplannable,
      rates: earlier.pulled === undefined ? [] : ratesBetween(earlier.pulled, pulled),
      ...(earlier.unread === undefined ? {} : { unread: earlier.unread }),
      ...(proven === undefined ? {} : { proven }),
    });
    const program = programName(options.env);
    process.stdout.write(
      `${lines.flatMap((line) => wrapText(callable(line, program), options.columns, 2)).join('\n')}\n`,
    );
    return 0;
  } finally {
    progress.stop();
    await twins?.close();
  }
}

interface Where {
  readonly target: string;
  readonly folder: string;
  readonly rates: readonly TableRate[];
  /** Statements that are left out of the workload. */
  readonly unplannable: number;
  /** Why the earlier pull in the folder, which is replaced, could not be read. */
  readonly unread?: string;
  /** What the surrogates cost; absent where values are as they are. */
  readonly proven?: Pick<Proven, 'statements'>;
}

/** What was written, what it contains, what is missing, what to do next. */
function pulledText(
  pulled: Pulled,
  { target, folder, rates, unplannable, unread, proven }: Where,
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
    proven === undefined
      ? 'The files contain values of columns (common ones and some from between), and the definitions of views and functions. Only you may read them (0600); --redact replaces the values.'
      : 'Values of columns are replaced by others of the same type, length and order. As they are: what schema.sql spells out, enums, JSON keys, and whole numbers and days that lie side by side.',
    ...(proven === undefined ? [] : lossText(proven.statements)),
    ...(unplannable === 0
      ? []
      : [
          `${counted(unplannable, 'statement')} of pg_stat_statements ${unplannable === 1 ? 'is' : 'are'} left out: ${unplannable === 1 ? 'it' : 'they'} cannot be planned (SET, CREATE ROLE and their like).`,
        ]),
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
    `Next: \`plancliff audit ${shellWords([folder])}\` shows which statements lose an index as this database grows.`,
  ];
}
