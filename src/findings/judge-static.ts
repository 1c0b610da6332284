import type { Catalog } from '../postgres/catalog/types';
import type { Plan, PlanFailure, Statement } from '../plan/types';
import type { Query } from '../scenario/types';
import type { BoundedRunnerUp, Timeline, TimelinePoint } from '../timeline/types';
import type { RuleContext } from './context';
import { earlyStop } from './rules/early-stop';
import { expectationBroken } from './rules/expectation-broken';
import { fullScan } from './rules/full-scan';
import { hashSpills } from './rules/hash-spills';
import { sortSpills } from './rules/sort-spills';
import { findingInfo } from './catalogue';
import type { Finding } from './types';

/** One case, planned once, at whatever size its tables have. */
export interface StaticSubject {
  /** Name of the scenario or of the file that the query comes from. */
  readonly scenario: string;
  readonly query: string;
  readonly case: string;
  readonly statement: Statement;
  readonly outcome: { readonly plan: Plan } | { readonly failure: PlanFailure };
  /** The scenario's query, with its `expect`, `allow` and `rules`, where there is one. */
  readonly definition: Query | undefined;
  /** Rows of the driving table, where they are known: `expect.upTo` is measured by it. */
  readonly scale: number | undefined;
  /** Where the plan depends on an early stop: the plan that does least where nothing is found. */
  readonly runnerUp: BoundedRunnerUp | undefined;
}

export interface StaticOptions {
  readonly subjects: readonly StaticSubject[];
  readonly settings: Readonly<Record<string, string>>;
  /** Rows that a relation has now, by the catalog's own estimate. */
  readonly relationRows: (relation: {
    readonly schema: string;
    readonly relation: string;
  }) => number | undefined;
  readonly catalog?: Catalog;
}

/** Findings that need no growth: what each plan shows at the current size of its tables, by the planner's estimates. */
export function judgeStatic(options: StaticOptions): readonly Finding[] {
  return options.subjects.flatMap((subject) => {
    const { outcome } = subject;
    return 'failure' in outcome
      ? [failed(subject, outcome.failure)]
      : planned(subject, outcome.plan, options);
  });
}

const rules = [expectationBroken, fullScan, earlyStop, sortSpills, hashSpills] as const;

function planned(subject: StaticSubject, plan: Plan, options: StaticOptions): readonly Finding[] {
  const timeline = single(subject, plan, options);
  const context: Omit<RuleContext, 'earlier'> = {
    query: subject.definition,
    siblings: [timeline],
    settings: options.settings,
    relationRows: options.relationRows,
    place: () => 'At the current size',
    ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
  };
  return rules.reduce<readonly Finding[]>(
    (earlier, rule) => [...earlier, ...rule(timeline, { ...context, earlier })],
    [],
  );
}

/** A timeline of one point. Its scale is that of the largest relation where the scenario's is not known. */
function single(subject: StaticSubject, plan: Plan, options: StaticOptions): Timeline {
  const sizes = plan.accesses.map((access) => options.relationRows(access) ?? 1);
  const scale = subject.scale ?? Math.max(1, ...sizes);
  const { statement, runnerUp } = subject;
  const point: TimelinePoint = { scale, plan, statement, runnerUp };
  return {
    scenario: subject.scenario,
    query: subject.query,
    case: subject.case,
    condition: 'fresh',
    statement: subject.statement,
    ranges: [{ from: scale, to: scale, points: [point] }],
    folded: 0,
    changes: [],
  };
}

function failed(subject: StaticSubject, failure: PlanFailure): Finding {
  const where = failure.position === undefined ? '' : ` at character ${failure.position}`;
  return {
    kind: 'unplannable',
    scenario: subject.scenario,
    query: subject.query,
    case: subject.case,
    condition: 'fresh',
    severity: findingInfo.unplannable.level,
    why: `The server reports: ${failure.message}${where}.`,
    advice:
      failure.hint ?? 'Correct the statement, or run against a database that contains its tables.',
    failure,
  };
}
