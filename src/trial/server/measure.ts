import { isStatementError } from '../../postgres/server-error';
import { disableCost } from '../../plan/disabled-paths';
import type { Statement } from '../../plan/types';
import { pageOf, type Page } from '../../sql/page-of';
import { parse } from '../../sql/parse';
import { attemptsFor, freely, type Attempt } from '../reproduce/attempts';
import { likeness } from '../reproduce/likeness';
import { occurrenceWork } from '../work/occurrence-work';
import { nodeWork } from '../work/read-figures';
import type { Limits, MeasuredRun, Target, TrialRun, UnfinishedRun } from '../types';
import { withAttempt, type Led } from './attempt';
import { run } from './run';
import type { TrialSession } from './session';
import type { StatisticsSource } from './statistics';

export interface MeasureOptions {
  readonly size: number;
  readonly statement: Statement;
  /** Absent: whatever the planner chooses. */
  readonly target?: Target | undefined;
  readonly writes: boolean;
  readonly limits: Limits;
  readonly source: StatisticsSource | undefined;
  /** Work that is known to be the least, from smaller sizes. */
  readonly least: number;
  /** Work that a unit of the planner's cost stands for (`workPerCost`). */
  readonly perCost: number;
  /** Runs the statement whatever the planner expects it to cost. */
  readonly atAnyCost: boolean;
  /** Puts back what a candidate set, where an attempt has replaced the statistics. */
  readonly afterStatistics?: (() => Promise<void>) | undefined;
}

/**
 * Leads the planner to the target's access, and runs it, in the transaction that is open. An attempt that has the
 * target's joins too is preferred to an earlier one that has its accesses alone.
 */
export async function measure(session: TrialSession, options: MeasureOptions): Promise<TrialRun> {
  const { size, statement, target } = options;
  const attempts = target === undefined ? [freely] : attemptsFor(target);
  let planned = '';
  let second: Attempt | undefined;
  try {
    for (const attempt of attempts) {
      if (attempt.statisticsOf !== undefined && options.source === undefined) continue;
      const ran = await withAttempt(session, statement, attempt, {
        ...options,
        then: async (led) => {
          if (attempt === freely) planned = led.plan.accessSignature;
          const like = target === undefined ? 'joins' : likeness(led.plan, target.plan);
          if (like === 'access') second ??= attempt;
          return like === 'joins' ? execute(session, options, attempt, led) : undefined;
        },
      });
      if (ran !== undefined) return ran;
    }
    if (second === undefined) return { outcome: 'not-reproduced', size, statement, planned };
    const attempt = second;
    return await withAttempt(session, statement, attempt, {
      ...options,
      then: (led) => execute(session, options, attempt, led),
    });
  } catch (error) {
    if (!isStatementError(error)) throw error;
    return { outcome: 'failed', size, statement, message: error.message };
  }
}

/**
 * A plan that is expected to pass the limit of work by this factor is not run, and one that passes it after all is taken
 * for one that was cancelled: whether it ends within the limit of time depends on the machine.
 */
const farAbove = 10;

async function execute(
  session: TrialSession,
  options: MeasureOptions,
  attempt: Attempt,
  led: Led,
): Promise<MeasuredRun | UnfinishedRun> {
  const { size, statement, limits, writes, least, perCost, atAnyCost, target } = options;
  const common = { size, statement, reproducedBy: attempt.by };
  // It would most likely end by the clock alone. Smaller sizes are run instead, where there are too few.
  if (!atAnyCost && (led.plan.cost % disableCost) * perCost > farAbove * limits.work) {
    return { ...common, outcome: 'at-least', limit: 'work', work: least };
  }
  const ran = await run(session, led.statement, { writes, limits });
  if (!ran.ended) {
    // How far a run gets in a time depends on the machine: what it had done counts up to the limit of work.
    const work = Math.max(least, Math.min(ran.work, limits.work));
    return { ...common, outcome: 'at-least', limit: 'time', work };
  }
  const { document, figures } = ran;
  if (!atAnyCost && figures.work > farAbove * limits.work) {
    return { ...common, outcome: 'at-least', limit: 'work', work: Math.max(least, limits.work) };
  }
  // As it was planned: the document of the run says besides what lay in memory by chance.
  const { plan } = led;
  const page = await pageOfStatement(statement);
  return {
    ...common,
    outcome: 'measured',
    hiddenIndexes: led.hiddenIndexes,
    settings: attempt.settings,
    sameJoins: target === undefined || likeness(plan, target.plan) === 'joins',
    plan,
    figures,
    nodes: nodeWork(document),
    occurrences: occurrenceWork(document, await session.facts.factsFor(document)),
    ...(page === undefined ? {} : { page }),
  };
}

async function pageOfStatement({ sql, parameters }: Statement): Promise<Page | undefined> {
  const parsed = await parse(sql);
  const [statement] = parsed.ok ? parsed.statements : [];
  return statement && pageOf(statement, parameters);
}
