import { judgeStatic, type StaticSubject } from '../findings/judge-static';
import { applyLevels } from '../findings/apply-levels';
import type { Finding } from '../findings/types';
import { describeAccess } from '../plan/describe';
import { worstCost } from '../plan/early-stops';
import type { Plan, PlanFailure } from '../plan/types';
import { relationReadings } from '../postgres/dotted-name';
import type { RuleLevels } from '../scenario/types';
import { boundedRunnerUp } from '../timeline/runner-up/bounded-runner-up';
import type { BoundedRunnerUp } from '../timeline/types';
import { checkPlannable } from '../sql/plannable';
import { toSelect } from '../sql/to-select';
import { guard } from '../sql/guard';
import type { PlannedRequest } from './growth/types';
import { costsWithoutIndex } from './margin';
import { readBehind } from './read-behind';
import { rememberBehind } from './remember-behind';
import type { RelationName, RelationRows } from '../postgres/catalog/relation-rows';
import { type Known, nothingKnown, readKnown } from './read-known';
import { drawnColumns, resolveInput, type Resolved } from './resolve-input';
import { isUnreadable, type AuditSession } from './session';
import { sideEffect } from './side-effects';
import { stopReason } from './stop';
import { type ColumnLookup, readStatistics } from '../postgres/catalog/column-statistics';
import { type PlanRequest, statementOf } from './request';
import type { AuditedStatement, AuditResult, Problem, Reading, AuditInput } from './types';
import { digest } from '../text/digest';

export interface AuditRun {
  readonly session: AuditSession;
  readonly inputs: readonly AuditInput[];
  /** Take the word of the database's own functions for what they do. */
  readonly trustFunctions: boolean;
  /** Levels for whatever a scenario says nothing of. */
  readonly rules: RuleLevels;
  readonly onStatement: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** A statement that passed every check and was planned. */
interface Planned {
  readonly input: AuditInput;
  readonly sql: string;
  readonly request: PlanRequest;
  readonly plan: Plan;
  readonly costs: ReadonlyMap<string, number>;
  readonly runnerUp: BoundedRunnerUp | undefined;
  readonly note?: string;
}

/** Plans the inputs one after the other, and judges it at the sizes that the tables have today. */
export async function runAudit(run: AuditRun): Promise<
  Pick<AuditResult, 'statements' | 'problems' | 'findings'> & {
    readonly requests: readonly PlannedRequest[];
    /** Why not every statement was planned: what was before is in the result. */
    readonly stopped?: string;
  }
> {
  const { session, inputs } = run;
  const columns = drawnColumns(inputs);
  const statistics: ReadonlyMap<string, ColumnLookup> =
    columns.length === 0
      ? new Map()
      : await session.read((connection) => readStatistics(connection, columns));
  const planned: Planned[] = [];
  const problems: Problem[] = [];
  const behind = rememberBehind((mentions) =>
    session.read((connection) => readBehind(connection, mentions)),
  );
  let stopped: string | undefined;
  for (const [index, input] of inputs.entries()) {
    run.onStatement(index, inputs.length);
    try {
      run.signal.throwIfAborted();
      const outcome = await planOne(input, await resolveInput(input, statistics), run, behind);
      if ('plan' in outcome) planned.push(outcome);
      else problems.push(outcome);
    } catch (error) {
      if (isUnreadable(error)) {
        problems.push({ ...input.origin, by: 'server', reason: error.reason ?? error.message });
        continue;
      }
      const reason = stopReason(error, run.signal);
      if (reason === undefined || planned.length === 0) throw error;
      stopped = `${index} of ${inputs.length} statements were planned: ${reason}`;
      break;
    }
  }
  const accesses = planned.flatMap(({ plan }) => plan.accesses);
  const { rows, catalog, unread } =
    stopped === undefined
      ? await readKnown(session, [...accesses, ...drivingTables(inputs)], run.signal)
      : nothingKnown;
  if (unread !== undefined) {
    stopped = `${inputs.length} of ${inputs.length} statements were planned, and the row counts of their tables are not known: ${unread}`;
  }
  return {
    statements: planned.map((each) => audited(each, rows)),
    requests: planned.map(({ input, request, plan }) => ({ origin: input.origin, request, plan })),
    problems,
    findings: judged(planned, { rows, catalog, settings: session.settings, rules: run.rules }),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

async function planOne(
  input: AuditInput,
  resolved: Resolved,
  { session, trustFunctions }: AuditRun,
  behind: Parameters<typeof sideEffect>[1],
): Promise<Planned | Problem> {
  const refuse = (reason: string, hint?: string): Problem => ({
    ...input.origin,
    by: 'plancliff',
    reason,
    ...(hint === undefined ? {} : { hint }),
  });
  if (!resolved.ok) return refuse(resolved.reason, resolved.hint);
  const form = await toSelect(resolved.sql);
  const guarded = await guard(form.sql);
  if (!guarded.ok) return refuse(guarded.reason);
  const effect = trustFunctions ? undefined : await sideEffect(guarded.mentions, behind);
  if (effect !== undefined) {
    return refuse(effect, 'Read it first; then --trust-functions plans the statement.');
  }
  const request = await requestFor(form, resolved.parameters);
  const outcome = await session.plan(request);
  if (!outcome.ok) return failed(input, outcome.failure);
  const costs = await costsWithoutIndex(session, request, outcome.plan);
  const { note } = form;
  const { plan } = outcome;
  const runnerUp = await boundedRunnerUp(plan, (settings) => session.plan(request, settings));
  return {
    input,
    sql: resolved.sql,
    request,
    plan,
    costs,
    runnerUp,
    ...(note === undefined ? {} : { note }),
  };
}

async function requestFor(
  form: Awaited<ReturnType<typeof toSelect>>,
  given: readonly unknown[] | undefined,
): Promise<PlanRequest> {
  const { sql, parameters: kept } = form;
  const plannable = await checkPlannable(sql);
  const count = plannable.ok ? plannable.parameters : 0;
  if (given === undefined && count > 0) return { kind: 'generic', sql, parameters: count };
  const values = given ?? [];
  const parameters = kept === undefined ? values : kept.map((number) => values[number - 1]);
  return { kind: 'custom', statement: { sql, parameters } };
}

function failed(input: AuditInput, failure: PlanFailure): Problem {
  const { message, position, hint, detail } = failure;
  const where = position === undefined ? '' : ` at character ${position}`;
  return {
    ...input.origin,
    by: 'server',
    reason: `${message}${where}${detail === undefined ? '' : ` (${detail})`}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function audited(
  { input, sql, request, plan, costs, note }: Planned,
  rows: RelationRows,
): AuditedStatement {
  const worst = worstCost(plan.document.root);
  return {
    ...input.origin,
    sql,
    plan: request.kind,
    ...(note === undefined ? {} : { note }),
    cost: plan.cost,
    ...(worst >= 2 * plan.cost ? { worstCost: worst } : {}),
    rows: plan.rows,
    shape: digest(plan.signature, 12),
    readings: plan.accesses.map((access): Reading => {
      const { occurrence, schema, relation, alias, method, indexes } = access;
      const relationRows = rows(access);
      const costWithout = costs.get(occurrence);
      return {
        occurrence,
        schema,
        relation,
        alias,
        method,
        indexes,
        access: describeAccess(access),
        ...(relationRows === undefined ? {} : { relationRows }),
        costWith: plan.cost,
        ...(costWithout === undefined ? {} : { costWithout }),
      };
    }),
  };
}

interface Judging extends Known {
  readonly settings: Readonly<Record<string, string>>;
  readonly rules: RuleLevels;
}

function judged(planned: readonly Planned[], known: Judging): readonly Finding[] {
  const { rows, catalog, settings, rules } = known;
  const judge = (each: Planned): readonly Finding[] =>
    judgeStatic({
      subjects: [subject(each, rows)],
      settings,
      relationRows: rows,
      ...(catalog === undefined ? {} : { catalog }),
    });
  return planned.flatMap((each) => {
    const { input } = each;
    if (input.kind === 'sql') return judge(each).flatMap((finding) => atLevel(finding, rules));
    const { definition } = input.scenario;
    const withRules = { ...definition, rules: { ...rules, ...definition.rules } };
    return applyLevels({ ...input.scenario, definition: withRules }, judge(each));
  });
}

function subject({ input, plan, request, runnerUp }: Planned, rows: RelationRows): StaticSubject {
  const { source, query, case: label } = input.origin;
  return {
    scenario: source,
    query,
    case: label,
    statement: statementOf(request),
    outcome: { plan },
    definition: input.kind === 'sql' ? undefined : input.query,
    scale: drivingTables([input])
      .map(rows)
      .find((count) => count !== undefined),
    runnerUp,
  };
}

/** Every relation that the name of the driving table may mean. */
function drivingTables(inputs: readonly AuditInput[]): readonly RelationName[] {
  return inputs.flatMap((input) =>
    input.kind === 'case'
      ? relationReadings(input.scenario.definition.driving).map(
          ({ schema = 'public', relation }) => ({
            schema,
            relation,
          }),
        )
      : [],
  );
}

function atLevel(finding: Finding, rules: RuleLevels): readonly Finding[] {
  const level = rules[finding.kind];
  if (level === 'off') return [];
  return [level === undefined ? finding : { ...finding, severity: level }];
}
