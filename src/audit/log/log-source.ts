import { lastParameter } from '../../sql/last-parameter';
import { modifying, oneStatement } from '../../sql/one-statement';
import { checkPlannable } from '../../sql/plannable';
import { statementShape } from '../../sql/statement-shape';
import { counted } from '../../text/figures';
import type { AuditInput } from '../types';
import { loggedStatement, type LoggedStatement } from './auto-explain';
import { messagesIn } from './entries';

export interface LogSource {
  readonly inputs: readonly AuditInput[];
  /** What was left out, one line each. */
  readonly notes: readonly string[];
}

/** Calls of one statement that are planned: those that took longest. */
const mostCalls = 5;

interface Group {
  readonly name: string;
  readonly calls: LoggedStatement[];
  total: number;
}

/**
 * The statements that auto_explain wrote into a log of the server, those that took most time first. Each call with other
 * values is a case; one whose values the log lacks is planned for any.
 *
 * @param top statements that are taken at most
 */
export async function readLogSource(
  text: string,
  source: string,
  { top, file }: { readonly top: number; readonly file?: string },
): Promise<LogSource> {
  const groups = new Map<string, Group>();
  let unplannable = 0;
  for (const message of messagesIn(text)) {
    const logged = loggedStatement(message);
    if (logged === undefined) continue;
    const named = await nameOf(logged.sql);
    if (named === undefined) {
      unplannable += 1;
      continue;
    }
    const group = groups.get(named.key) ?? { name: named.name, calls: [], total: 0 };
    group.calls.push(logged);
    group.total += logged.duration;
    groups.set(named.key, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.total - a.total).slice(0, top);
  return {
    inputs: sorted.flatMap((group, k) => inputsOf(group, k + 1, source, file)),
    notes: [
      ...(groups.size === 0 && unplannable === 0
        ? [`${source} contains no plan of auto_explain: set auto_explain.log_min_duration there`]
        : []),
      ...(unplannable === 0
        ? []
        : [`${counted(unplannable, 'logged statement')} of ${source} cannot be planned`]),
    ],
  };
}

/** Undefined for what cannot be planned, and for what asks catalogs alone. */
async function nameOf(
  sql: string,
): Promise<{ readonly key: string; readonly name: string } | undefined> {
  // prettier-ignore
  const plannable = await checkPlannable(sql);
  const one = await oneStatement(sql);
  if (!plannable.ok || !one.ok) return undefined;
  const own = plannable.tables.find((name) => !/^(pg_|information_schema)/.test(name));
  if (own === undefined) return undefined;
  const { type, tree } = one.statement;
  const key = statementShape({ [type]: tree }, 'any');
  return { key, name: [modifying.get(type) ?? 'select', own, key].join(' ') };
}

function inputsOf(
  { name, calls }: Group,
  line: number,
  source: string,
  file: string | undefined,
): readonly AuditInput[] {
  const input = (label: string, { sql, parameters }: LoggedStatement): AuditInput => ({
    kind: 'sql',
    origin: { source, line, query: name, case: label, ...(file === undefined ? {} : { file }) },
    sql,
    ...(parameters === undefined && lastParameter(sql) > 0 ? {} : { parameters: parameters ?? [] }),
  });
  const distinct = new Map(
    calls
      .toSorted((a, b) => a.duration - b.duration)
      .map((call) => [JSON.stringify([call.sql, call.parameters]), call]),
  );
  const longest = [...distinct.values()].reverse().slice(0, mostCalls);
  return longest.map((call, k) => {
    const isAny = call.parameters === undefined && lastParameter(call.sql) > 0;
    return input(isAny ? 'any' : longest.length === 1 ? 'default' : `call ${k + 1}`, call);
  });
}
