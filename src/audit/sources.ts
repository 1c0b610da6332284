import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../errors';
import { queryFilter } from '../scenario/query-filter';
import { PlancliffError } from '../errors';
import { shownPath } from '../scenario/sources/find-files';
import { loadScenarios } from '../scenario/sources/load';
import type { LoadFile } from '../scenario/sources/source';
import { readInput } from '../scenario/sources/read-input';
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
  /** Loads one scenario file; in this process where absent. */
  readonly load?: LoadFile | undefined;
}

export interface Sources {
  readonly inputs: readonly AuditInput[];
  readonly problems: readonly Problem[];
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
  const names = sources.filter((source) => !isSql(source));
  if (names.length > 0 || sources.length === 0) parts.push(await fromScenarios(options, names));
  for (const source of sources.filter(isSql)) parts.push(await fromSql(source, options));

  const filter = queryFilter(query) ?? (() => true);
  const inputs = parts
    .flatMap((part) => part.inputs)
    .filter(({ origin }) => filter({ query: origin.query, label: origin.case }));
  const problems = parts.flatMap((part) => part.problems);
  if (inputs.length === 0 && problems.length === 0) {
    throw new PlancliffError('usage', {
      message: query === undefined ? 'no statement to audit' : `no query matches '${query}'`,
      hint: 'Name a scenario or a .sql file, or pipe SQL into `plancliff audit -`.',
    });
  }
  return { inputs, problems };
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

async function fromSql(source: string, { cwd, stdin }: SourceOptions): Promise<Sources> {
  if (source === '-') return readSqlSource(await readInput(stdin), 'standard input');
  const path = resolve(cwd, source);
  const file = shownPath(cwd, path);
  try {
    return await readSqlSource(await readFile(path, 'utf8'), file, file);
  } catch (error) {
    throw new PlancliffError('usage', {
      message: `${file} cannot be read`,
      reason: messageOf(error),
    });
  }
}
