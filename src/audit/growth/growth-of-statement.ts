import type { Growth } from '../../engine/twin/growth/growth';
import { losesBound } from '../../findings/changes/lost-bound';
import { describeAccess } from '../../plan/describe';
import type { Plan } from '../../plan/types';
import type { TableRate } from '../../pull/rates';
import { changedOccurrences } from '../../timeline/occurrences';
import type { Timeline, TimelinePoint } from '../../timeline/types';
import { factorOf } from './sweep-growth';
import type { Loss, StatementGrowth } from './types';

type Grown = Pick<StatementGrowth, 'losses' | 'changes' | 'cost' | 'rows'>;

/** What growth does to a statement, read off its plans from today's size on. */
export function growthOfStatement(
  { ranges, changes }: Timeline,
  growth: Growth,
  rates: readonly TableRate[],
): Grown {
  const points = ranges.flatMap((range) => range.points);
  const first = points[0] as TimelinePoint;
  const last = points.at(-1) as TimelinePoint;
  const ten = points.find(({ scale }) => factorOf(scale) >= 10);
  const losses = new Map<string, Loss>();
  changes.forEach(({ at }, k) => {
    const before = ranges[k]?.points.at(-1)?.plan as Plan;
    const after = ranges[k + 1]?.points[0]?.plan as Plan;
    for (const pair of changedOccurrences(before, after)) {
      const { occurrence, schema, relation, alias, indexes } = pair.before;
      if (!losesBound(pair) || losses.has(occurrence)) continue;
      const factor = Number(factorOf(at).toPrecision(3));
      const [now, today] = [factor, 1].map((f) => growth.rows({ schema, name: relation }, f));
      losses.set(occurrence, {
        factor,
        schema,
        relation,
        alias,
        indexes,
        after: describeAccess(pair.after),
        ...(now === undefined ? {} : { relationRows: now }),
        ...(today === undefined ? {} : { relationRowsToday: today }),
        ...monthsUntil(now, today, rateOf({ schema, name: relation }, rates)),
      });
    }
  });
  const figures = (of: 'cost' | 'rows') => ({
    today: first.plan[of],
    ...(ten === undefined ? {} : { atTen: ten.plan[of] }),
    atEnd: last.plan[of],
  });
  return {
    losses: [...losses.values()],
    changes: changes.length,
    cost: figures('cost'),
    rows: figures('rows'),
  };
}

const rateOf = (
  { schema, name }: { readonly schema: string; readonly name: string },
  rates: readonly TableRate[],
): TableRate | undefined => rates.find((rate) => rate.schema === schema && rate.name === name);

/** Nothing where the relation does not grow, or nobody counts. */
export function monthsUntil(
  rows: number | undefined,
  today: number | undefined,
  rate: Pick<TableRate, 'rowsPerMonth' | 'since'> | undefined,
): Pick<Loss, 'months' | 'since'> {
  if (rows === undefined || today === undefined || rate === undefined) return {};
  if (!(rate.rowsPerMonth > 0) || rows <= today) return {};
  return { months: (rows - today) / rate.rowsPerMonth, since: rate.since };
}

/** Least growth left first; a statement that loses nothing has all growth left that was looked at. */
export function byGrowthLeft(a: StatementGrowth, b: StatementGrowth): number {
  return growthLeft(a) - growthLeft(b);
}

export const growthLeft = ({ losses }: StatementGrowth): number =>
  Math.min(Infinity, ...losses.map(({ factor }) => factor));

/** Cost at ten times the size over today's from which on a statement without any change counts as outgrowing. */
const fivefold = 5;

/**
 * Whether a statement costs five times as much at ten times the size, by the same accesses, without returning as much
 * more: nobody sees a change of plan, and the query gets slow all the same.
 */
export function outgrowsResult({ changes, cost, rows }: StatementGrowth): boolean {
  const times = cost.atTen === undefined ? 0 : cost.atTen / Math.max(cost.today, Number.MIN_VALUE);
  const more = rows.atTen === undefined ? 1 : rows.atTen / Math.max(1, rows.today);
  return changes === 0 && times >= fivefold && more < times / 2;
}
