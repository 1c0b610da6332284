import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../errors';
import { queryFilter } from '../scenario/query-filter';
import { PlancliffError } from '../errors';
import { shownPath } from '../scenario/sources/find-files';
import { loadScenarios } from '../scenario/sources/load';
import { sqlOf } from '../scenario/sources/schema-files';
import type { LoadFile } from '../scenario/sources/source';
import { readInputBytes } from '../scenario/sources/read-input';
import type { WorkloadEntry } from '../pull/types';
import { readLogSource } from './log/log-source';
import { statisticsCsv } from './log/statistics-csv';
import { decodeText } from '../text/decode';
import { readSqlSource } from './sql-source';
import type { Origin } from './request';
import type { Problem, AuditInput } from './types';

export interface SourceOptions {
  readonly cwd: string;
  /** Scenario names or files, `.sql` files, `-`; all scenarios where empty. */
  readonly sources: readonly string[];
  readonly scenariosDirectory: string;
  /** Only queries whose name matches. */
  readonly query: string | undefined;
  readonly stdin: AsyncIterable<Buffer | string>;
  /** Statements of a log that are taken at most. */
  readonly top: number;
  /** Loads one scenario file; in this process where absent. */
  readonly load?: LoadFile | undefined;
}

export interface Sources {
  readonly inputs: readonly AuditInput[];
  readonly problems: readonly Problem[];
  /** Statements of a file of pg_stat_statements, whose values the database's statistics tell. */
  readonly entries?: readonly WorkloadEntry[];
  /** What was left out, one line each. */
  readonly notes?: readonly string[];
}

/**
 * Collects what is to be audited. A source that cannot be read is a problem of its own.
 *
 * @throws PlancliffError where nothing at all is to be audited
 */
export async function readSources(options: SourceOptions): Promise<Sources> {
  const { sources, query } = options;
  const isSql = (source: string): boolean => source === '-' || /\.sql$/i.test(source);
  const parts: Sources[] = [];
  const isLog = (source: string): boolean => /\.(?:log|csv|json)$/i.test(source);
  const names = sources.filter((source) => !isSql(source) && !isLog(source));
  for (const source of sources.filter(isLog)) parts.push(await fromLog(source, options));
  if (names.length > 0 || sources.length === 0) parts.push(await fromScenarios(options, names));
  for (const source of sources.filter(isSql)) parts.push(await fromSql(source, options));

  const filter = queryFilter(query) ?? (() => true);
  const inputs = parts
    .flatMap((part) => part.inputs)
    .filter(({ origin }) => filter({ query: origin.query, label: origin.case }));
  const problems = parts.flatMap((part) => part.problems);
  const entries = parts.flatMap((part) => part.entries ?? []);
  const notes = parts.flatMap((part) => part.notes ?? []);
  if (inputs.length + problems.length + entries.length === 0) {
    throw new PlancliffError('usage', {
      message: query === undefined ? 'no statement to audit' : `no query matches '${query}'`,
      ...(notes[0] === undefined ? {} : { reason: notes[0] }),
      hint: 'Name a scenario or a .sql file, or pipe SQL into `plancliff audit -`.',
    });
  }
  return { inputs, problems, entries, notes };
}

async function fromScenarios(
  { cwd, scenariosDirectory: directory, load }: SourceOptions,
  names: readonly string[],
): Promise<Sources> {
  const { scenarios, failures } = await loadScenarios({ cwd, names, directory, load });
  return {
    inputs: scenarios.flatMap((scenario) =>
      scenario.queries.flatMap((query) =>
        query.cases.map((each): AuditInput => {
          const { file, line } = query.position;
          const origin: Origin = {
            source: scenario.name,
            file,
            line,
            query: query.name,
            case: each.label,
          };
          return { kind: 'case', origin, scenario, query, case: each };
        }),
      ),
    ),
    problems: failures.map(({ file, error }) => ({
      source: file,
      file,
      line: 1,
      query: file,
      case: '',
      by: 'plancliff',
      reason: error.reason === undefined ? error.message : `${error.message}: ${error.reason}`,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    })),
  };
}

/** A server's log with plans of auto_explain, or the rows of pg_stat_statements. */
async function fromLog(source: string, { cwd, top }: SourceOptions): Promise<Sources> {
  const path = resolve(cwd, source);
  const file = shownPath(cwd, path);
  const text = decodeText(await readBytes(path, file));
  const entries = /\.csv$/i.test(source) ? statisticsCsv(text) : undefined;
  if (entries !== undefined) return { inputs: [], problems: [], entries };
  return { ...(await readLogSource(text, file, { top, file })), problems: [] };
}

async function readBytes(path: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new PlancliffError('usage', {
      message: `${file} cannot be read`,
      reason: messageOf(error),
    });
  }
}

async function fromSql(source: string, { cwd, stdin }: SourceOptions): Promise<Sources> {
  if (source === '-') {
    const text = sqlOf(await readInputBytes(stdin), 'standard input');
    return readSqlSource(text, 'standard input');
  }
  const path = resolve(cwd, source);
  const file = shownPath(cwd, path);
  return readSqlSource(sqlOf(await readBytes(path, file), file), file, file);
}
