import type { PlannedRequest } from '../../audit/growth/types';
import type { PlanRequest } from '../../audit/request';
import { drawnColumns, resolveInput } from '../../audit/resolve-input';
import { readSources } from '../../audit/sources';
import type { Problem } from '../../audit/types';
import { PlancliffError } from '../../errors';
import { columnLookups } from '../../pull/lookup';
import type { Pulled } from '../../pull/types';
import { casesOf, chooseStatements, type ChosenStatement } from '../../pull/workload/choose';
import { pulledTables } from '../../pull/workload/tables';
import { queryFilter } from '../../scenario/query-filter';
import type { LoadFile } from '../../scenario/sources/source';
import { lastParameter } from '../../sql/last-parameter';
import type { CliProcess } from '../cli-process';
import type { AuditOptions } from './options';

export interface TwinRequests {
  readonly requests: readonly PlannedRequest[];
  readonly problems: readonly Problem[];
}

/**
 * The statements that were named beside a twin, or the workload in its folder.
 *
 * @throws PlancliffError where there is none
 */
export async function requestsOfTwin(
  options: AuditOptions,
  pulled: Pulled,
  process: CliProcess,
  load: LoadFile | undefined,
): Promise<TwinRequests> {
  if (options.sources.length > 0) return namedRequests(options, pulled, process, load);
  const { top, order, query } = options;
  const tableOf = pulledTables(pulled);
  const { statements } = await chooseStatements(pulled.workload, tableOf, { top, order });
  const lookups = columnLookups(pulled.statistics.relations);
  const requests = requestsOfStatements(statements, lookups, query);
  if (requests.length > 0) return { requests, problems: [] };
  throw new PlancliffError('usage', {
    message:
      query === undefined ? 'the twin has no statement to plan' : `no query matches '${query}'`,
    reason: 'its workload.jsonl contains no such query of its tables.',
    hint: 'Name a .sql file after the folder.',
  });
}

async function namedRequests(
  options: AuditOptions,
  pulled: Pulled,
  { stdin }: CliProcess,
  load: LoadFile | undefined,
): Promise<TwinRequests> {
  const tableOf = pulledTables(pulled);
  const lookups = columnLookups(pulled.statistics.relations);
  const named = await readSources({ ...options, stdin, load });
  const known = new Map(
    drawnColumns(named.inputs).flatMap((name) => {
      const found = lookups.get(name) ?? lookups.get(`public.${name}`);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
  const requests: PlannedRequest[] = [];
  const problems = [...named.problems];
  for (const input of named.inputs) {
    const { origin } = input;
    const resolved = await resolveInput(input, known);
    if (resolved.ok) {
      requests.push({ origin, request: requestOf(resolved.sql, resolved.parameters) });
    } else problems.push({ ...origin, by: 'plancliff', reason: resolved.reason });
  }
  const { top, order, query } = options;
  const counted = await chooseStatements(named.entries ?? [], tableOf, { top, order });
  requests.push(...requestsOfStatements(counted.statements, lookups, query));
  return { requests, problems };
}

/** @param query pattern of the names that are wanted */
function requestsOfStatements(
  statements: readonly ChosenStatement[],
  lookups: ReturnType<typeof columnLookups>,
  query: string | undefined,
): readonly PlannedRequest[] {
  const filter = queryFilter(query) ?? (() => true);
  return statements
    .flatMap((each, k) => requestsOfStatement(each, k + 1, lookups))
    .filter(({ origin }) => filter({ query: origin.query, label: origin.case }));
}

function requestsOfStatement(
  statement: ChosenStatement,
  line: number,
  lookups: ReturnType<typeof columnLookups>,
): readonly PlannedRequest[] {
  const { name, sql, parameters } = statement;
  const request = (label: string, values?: readonly unknown[]): PlannedRequest => ({
    origin: { source: 'workload', line, query: name, case: label },
    request: requestOf(sql, values),
  });
  if (parameters === 0) return [request('default', [])];
  return [
    request('any'),
    ...casesOf(statement, lookups).map(({ label, values }) => request(label, values)),
  ];
}

function requestOf(sql: string, values: readonly unknown[] | undefined): PlanRequest {
  const parameters = lastParameter(sql);
  return values === undefined && parameters > 0
    ? { kind: 'generic', sql, parameters }
    : { kind: 'custom', statement: { sql, parameters: values ?? [] } };
}
