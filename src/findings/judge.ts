import type { Catalog } from '../postgres/catalog/types';
import type { Condition, Scenario } from '../scenario/types';
import type { RelationRows } from '../timeline/types';
import type { Timeline, Unplannable } from '../timeline/types';
import { compareConditions } from './conditions/compare-conditions';
import { measuredCase, type Measurements } from './evidence';
import { severities } from './kinds';
import type { Rule, RuleContext } from './context';
import { rules } from './rules';
import { dependsOnSample } from './samples/depends-on-sample';
import { unplannable } from './rules/unplannable';
import { findingInfo } from './catalogue';
import { withReasonNotRun } from './work/not-run';
import { applyLevels } from './apply-levels';
import { withAdviceBeside, withTriedAdvice } from './advice-text/tried-advice';
import type { Finding } from './types';
import { withCauses } from './causes/with-causes';

export interface JudgeOptions {
  readonly scenario: Scenario;
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
  /** Planner settings in force. PostgreSQL's own defaults where absent. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Row counts by the data model: which tables grow, and what share of one a condition takes. */
  readonly relationRows?: RelationRows;
  /** Which indexes there are, beside those that plans name. */
  readonly catalog?: Catalog;
  /** What was measured; where absent, findings rest on the planner's estimates. */
  readonly measurements?: Measurements;
  /** Whether this runs in CI, where what was not looked at is an error. */
  readonly ci?: boolean;
}

/**
 * All findings of a scenario's timelines, with levels, allowances and positions, sorted by severity and then
 * in the scenario's order. Findings against the snapshot are made elsewhere.
 */
export function judge(options: JudgeOptions): readonly Finding[] {
  const judged = options.timelines.flatMap((timeline) => judgeTimeline(timeline, rules, options));
  const compared = compareConditions(options.timelines, options.measurements, {
    conditions: options.scenario.conditions,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  return applyLevels(options.scenario, [
    ...options.unplannable.map(unplannable),
    ...judged,
    ...dependsOnSample(options.timelines, options.measurements),
    // What explains the dearer plan stands in its own finding, where it has one.
    ...compared.map((each) =>
      isJudgedItself(each, judged) ? each : explainCompared(each, options),
    ),
  ]);
}

/** Whether the dearer plan is accused by itself, as severely. */
function isJudgedItself(compared: Finding, judged: readonly Finding[]): boolean {
  return judged.some(
    (each) =>
      each.query === compared.query &&
      each.case === compared.case &&
      each.condition === compared.condition &&
      each.measured !== undefined &&
      severities.indexOf(each.severity) <= severities.indexOf(compared.severity),
  );
}

/** A comparison of two conditions with what explains the dearer plan, and what was tried for it. */
function explainCompared(finding: Finding, options: JudgeOptions): Finding {
  const timeline = options.timelines.find(
    (each) =>
      each.query === finding.query &&
      each.case === finding.case &&
      each.condition === finding.condition,
  );
  if (timeline === undefined) return finding;
  const { context, condition, beside } = surroundings(timeline, options);
  const explained = withCauses(finding, timeline, { ...context, earlier: [] }, condition, beside);
  return withAdviceBeside(explained, context.measured);
}

/** Lets rules look at one timeline in their order. */
function judgeTimeline(
  timeline: Timeline,
  ordered: readonly Rule[],
  options: JudgeOptions,
): readonly Finding[] {
  const { context, condition, beside } = surroundings(timeline, options);
  const found = ordered.reduce<readonly Finding[]>(
    (earlier, rule) => [...earlier, ...rule(timeline, { ...context, earlier })],
    [],
  );
  return found.map((each) => {
    const explained = withCauses(each, timeline, { ...context, earlier: [] }, condition, beside);
    const reasoned = findingInfo[each.kind].graded
      ? withReasonNotRun(explained, timeline, context.measured)
      : explained;
    return withTriedAdvice(reasoned, context.measured);
  });
}

/** What is known around a timeline, before anything is found. */
function surroundings(timeline: Timeline, options: JudgeOptions): Surroundings {
  const { measurements } = options;
  const measured = measurements === undefined ? undefined : measuredCase(measurements, timeline);
  const context: Omit<RuleContext, 'earlier'> = {
    query: options.scenario.queries.find((query) => query.name === timeline.query),
    siblings: options.timelines.filter(
      (other) => other.query === timeline.query && other.condition === timeline.condition,
    ),
    settings: options.settings ?? {},
    relationRows: options.relationRows ?? (() => undefined),
    ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
    ...(measured === undefined ? {} : { measured }),
    ...(options.ci === undefined ? {} : { ci: options.ci }),
  };
  const first = options.timelines.find(
    (other) => other.query === timeline.query && other.case === timeline.case,
  );
  const beside = first === timeline ? undefined : first;
  const condition = options.scenario.conditions.find(({ label }) => label === timeline.condition);
  return { context, condition, beside };
}

interface Surroundings {
  readonly context: Omit<RuleContext, 'earlier'>;
  readonly condition: Condition | undefined;
  /** The case in the first condition; undefined where this is that timeline. */
  readonly beside: Timeline | undefined;
}
