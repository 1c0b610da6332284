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
import type { SelectForm } from '../sql/to-select';
import { admissions, type Admission } from './admission';
import type { PlannedRequest } from './growth/types';
import { withMargins } from './margin';
import { planGroups } from './rank';
import { shapeReader } from './shape';
import { readBehind } from './read-behind';
import { rememberBehind } from './remember-behind';
import type { RelationName, RelationRows } from '../postgres/catalog/relation-rows';
import { type Known, nothingKnown, readKnown } from './read-known';
import { drawnColumns, resolveInput, type Resolved } from './resolve-input';
import { isUnreadable, type AuditSession } from './session';
import { stopReason } from './stop';
import { type ColumnLookup, readStatistics } from '../postgres/catalog/column-statistics';
import { type PlanRequest, statementOf } from './request';
import type { AuditedStatement, AuditResult, Problem, Reading, AuditInput } from './types';

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
  readonly runnerUp: BoundedRunnerUp | undefined;
  readonly note?: string;
}

/** Plans the inputs one after the other, and judges it at the sizes that the tables have today. */
export async function runAudit(run: AuditRun): Promise<
  Pick<AuditResult, 'statements' | 'problems' | 'findings'> & {
    readonly requests: readonly PlannedRequest[];
    /** Why not everything was found out: what was before is in the result. */
    readonly stopped?: string;
    /** Whether the session has ended, so that nothing more can be asked. */
    readonly hasEnded: boolean;
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
  const admit = admissions({
    trustFunctions: run.trustFunctions,
    lookUp: rememberBehind((mentions) =>
      session.read((connection) => readBehind(connection, mentions)),
    ),
  });
  let stopped: string | undefined;
  for (const [index, input] of inputs.entries()) {
    run.onStatement(index, inputs.length);
    try {
      run.signal.throwIfAborted();
      const outcome = await planOne(input, await resolveInput(input, statistics), session, admit);
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
  const all = `${inputs.length} of ${inputs.length} statements were planned`;
  let hasEnded = stopped !== undefined;
  const { rows, catalog, unread, isLost } = hasEnded
    ? nothingKnown
    : await readKnown(session, [...accesses, ...drivingTables(inputs)], run.signal);
  if (unread !== undefined) {
    stopped = `${all}, and the row counts of their tables are not known: ${unread}`;
    hasEnded = isLost;
  }
  const findings = judged(planned, {
    rows,
    catalog,
    settings: session.settings,
    rules: run.rules,
  });
  const shapeOf = shapeReader();
  let statements = planned.map((each) => audited(each, rows, shapeOf));
  if (!hasEnded) {
    const requestOf = new Map(statements.map((each, k) => [each, planned[k]]));
    try {
      const groups = planGroups(statements, findings);
      const compared = await withMargins(session, groups, (each) => requestOf.get(each));
      statements = statements.map((each) => compared.get(each) ?? each);
    } catch (error) {
      const reason = stopReason(error, run.signal);
      if (reason === undefined) throw error;
      stopped ??= `${all}, and what they cost without their indexes is not known: ${reason}`;
      hasEnded = true;
    }
  }
  return {
    statements,
    requests: planned.map(({ input, request, plan }) => ({ origin: input.origin, request, plan })),
    problems,
    findings,
    ...(stopped === undefined ? {} : { stopped }),
    hasEnded,
  };
}

async function planOne(
  input: AuditInput,
  resolved: Resolved,
  session: AuditSession,
  admit: (sql: string) => Promise<Admission>,
): Promise<Planned | Problem> {
  const refuse = (reason: string, hint?: string): Problem => ({
    ...input.origin,
    by: 'plancliff',
    reason,
    ...(hint === undefined ? {} : { hint }),
  });
  if (!resolved.ok) return refuse(resolved.reason, resolved.hint);
  const admission = await admit(resolved.sql);
  if (!admission.ok) return refuse(admission.reason, admission.hint);
  const { form } = admission;
  const request = requestFor(form, resolved.parameters, admission.parameters);
  const outcome = await session.plan(request);
  if (!outcome.ok) return failed(input, outcome.failure);
  const { note } = form;
  const { plan } = outcome;
  const runnerUp = await boundedRunnerUp(plan, (settings) => session.plan(request, settings));
  return {
    input,
    sql: resolved.sql,
    request,
    plan,
    runnerUp,
    ...(note === undefined ? {} : { note }),
  };
}

function requestFor(
  form: SelectForm,
  given: readonly unknown[] | undefined,
  count: number,
): PlanRequest {
  const { sql, parameters: kept } = form;
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
  { input, sql, request, plan, note }: Planned,
  rows: RelationRows,
  shapeOf: (plan: Plan) => string,
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
    shape: shapeOf(plan),
    readings: plan.accesses.map((access): Reading => {
      const { occurrence, schema, relation, alias, method, indexes } = access;
      const relationRows = rows(access);
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
      };
    }),
  };
}

interface Judging extends Pick<Known, 'rows' | 'catalog'> {
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
