import { accessKey } from '../../plan/access-text';
import { costWithoutIndex } from '../../plan/cost-without-index';
import { isParallel, nodesOf } from '../../plan/nodes';
import { costWithoutDisablePenalty, settingsAgainst, usesIndex } from '../../plan/disabled-paths';
import type { AccessPath, Plan } from '../../plan/types';
import { leadingChange, type OccurrenceChange, sameOccurrence } from '../occurrences';
import type { Change, RelationRows, Replan, TimelinePoint } from '../types';

/** What is known just after a change. */
export type Figures = Omit<Change, 'at' | 'setting'>;

/**
 * The figures of a change: of the plan after it, and of those that the planner did not take there. Of the
 * plan before, only the access matters, so that the figures stay when the bisection moves its lower end.
 */
export async function measureChange(
  before: TimelinePoint,
  after: TimelinePoint,
  replan: Replan,
  relationRows: RelationRows,
): Promise<Figures> {
  const chosenCost = after.plan.cost;
  const change = leadingChange(before.plan, after.plan);
  if (change === undefined) return { chosenCost };
  const rows = relationRows(change.after, after.scale);
  const keptCost = await costOtherwise(change, before, after, replan);
  return {
    chosenCost,
    ...(keptCost === undefined ? {} : { keptCost }),
    ...(rows === undefined ? {} : { selectivity: Math.min(1, change.after.rows / rows) }),
  };
}

/** Cost of the plan after a change if the planner is denied the access that the change brought. */
async function costOtherwise(
  change: OccurrenceChange,
  before: TimelinePoint,
  after: TimelinePoint,
  replan: Replan,
): Promise<number | undefined> {
  const cost =
    (await costOfFullRead(change, before, after, replan)) ??
    (await costUnderSettings(change, before, after, replan));
  return cost === undefined ? undefined : costWithoutDisablePenalty(cost, after.plan.cost);
}

async function costUnderSettings(
  change: OccurrenceChange,
  before: TimelinePoint,
  after: TimelinePoint,
  replan: Replan,
): Promise<number | undefined> {
  const settings = settingsAgainst(change.before, change.after);
  if (settings === undefined) return undefined;
  const outcome = await replan(after, settings);
  if (!outcome.ok) return undefined;
  const access = sameOccurrence(change.after, outcome.plan);
  // The planner goes on with what it was denied where it has no other way; that prices nothing.
  if (access === undefined || access.method === change.after.method) return undefined;
  // A setting denies all occurrences alike: the figure is that of this change only if every other one is read as
  // on one side of it. Another occurrence may be read in the same way for reasons of its own.
  const moved = outcome.plan.accesses.some(
    (other) =>
      other !== access && !isReadAsIn(before.plan, other) && !isReadAsIn(after.plan, other),
  );
  return moved ? undefined : outcome.plan.cost;
}

/** Whether a plan reads the occurrence of this access in the same way. */
function isReadAsIn(plan: Plan, access: AccessPath): boolean {
  const same = sameOccurrence(access, plan);
  return same !== undefined && accessKey(same) === accessKey(access);
}

/** Of an occurrence that was read in full by one process before an index took over, beside others with indexes. */
async function costOfFullRead(
  change: OccurrenceChange,
  before: TimelinePoint,
  after: TimelinePoint,
  replan: Replan,
): Promise<number | undefined> {
  const parallel = nodesOf(before.plan.document.root).some(({ node }) => isParallel(node));
  const { plan, statement } = after;
  const gained = change.before.method === 'seq' && usesIndex(change.after);
  if (!gained || parallel || plan.accesses.filter(usesIndex).length === 1) return undefined;
  return costWithoutIndex(change.after, { plan, sql: statement.sql }, ({ sql, settings = {} }) =>
    replan({ ...after, statement: { ...statement, sql: sql ?? statement.sql } }, settings),
  );
}
