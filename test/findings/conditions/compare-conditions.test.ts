import { compareConditions } from '../../../src/findings/conditions/compare-conditions';
import type { Measurements } from '../../../src/findings/evidence';
import { judge } from '../../../src/findings/judge';
import type { Plan } from '../../../src/plan/types';
import type { Timeline } from '../../../src/timeline/types';
import { access, planOf, query, scenario, timeline } from '../../helpers/timelines';
import { trialOf } from '../work/trials';

const by = (index: string): Plan =>
  planOf({ cost: 10, rows: 1 }, [access({ method: 'index', indexes: [index] })]);
const narrow = by('orders_customer_idx');
const wide = by('orders_region_idx');

const scales = [1e5, 1e6, 1e7, 1e8];
const freshly = (of: Plan) => timeline(() => of, { scales });
const stale = (of: Plan, from = 0) =>
  timeline((scale) => (scale >= from ? of : narrow), { scales, condition: 'stale' });

/** Pages of the wide index over those of the narrow one, which stay the same. */
function measuredAt(ratio: number, growing = false): Measurements {
  const accesses = new Map([
    [narrow.accessSignature, trialOf({ pages: () => 500 })],
    [wide.accessSignature, trialOf({ pages: (size) => 500 * ratio * (growing ? size / 3e5 : 1) })],
  ]);
  const measured = { query: 'orders', case: 'common', accesses, runnersUp: [], tried: [] };
  return { sizes: [1e4, 1e5], cases: [measured], notes: [] };
}

test('ten times the measured work in a condition is a warning on that condition, with both plans', () => {
  const found = compareConditions([freshly(narrow), stale(wide, 1e7)], measuredAt(20));
  expect(found).toMatchObject([
    {
      kind: 'condition-differs',
      condition: 'stale',
      severity: 'warning',
      at: 1e7,
      measured: { plan: { pages: 10_000 }, other: { pages: 500 } },
    },
  ]);
  expect(found[0]?.why).toBe(
    'From 10M to 100M rows the planner reads by Index Scan orders_region_idx (o#1@main) in the condition stale, and by Index Scan orders_customer_idx (o#1@main) in the condition fresh. ' +
      'Measured: at 30M rows the query touches 10k pages in the first and 500 pages in the second, extrapolated from 4 sizes up to 300k rows, for 1 row.',
  );
});

test('where the fresh tables have the dearer plan, it is an error on these', () => {
  const found = compareConditions([freshly(wide), stale(narrow)], measuredAt(20));
  expect(found).toMatchObject([{ condition: 'fresh', severity: 'error', at: 1e5 }]);
});

test('the advice is what was measured in the other condition', () => {
  const conditions = [{ label: 'fresh' }, { label: 'stale', stale: 10 }];
  const advised = (of: readonly [Plan, Plan]) => {
    const [found] = judge({
      scenario: { ...scenario([query()]), conditions },
      timelines: [freshly(of[0]), stale(of[1])],
      unplannable: [],
      measurements: measuredAt(20),
    }).filter(({ kind }) => kind === 'condition-differs');
    return found;
  };
  const figures = '500 pages instead of 10k pages at 30M (extrapolated).';
  const old = advised([narrow, wide]);
  expect(old?.advice).toBe(
    `With the statistics that ANALYZE makes in the condition fresh: ${figures}`,
  );
  expect(old?.why).toContain('the statistics are those of a table 10 times smaller');
  // Nothing leads from fresh statistics to old ones.
  expect(advised([wide, narrow])?.advice).toBe('No advice was tried for this plan.');
});

test('a few times the work is a warning, twice is a note, nearly equal work is nothing', () => {
  const of = [freshly(narrow), stale(wide)];
  expect(compareConditions(of, measuredAt(4))).toMatchObject([{ severity: 'warning' }]);
  expect(compareConditions(of, measuredAt(2.5))).toMatchObject([{ severity: 'info' }]);
  expect(compareConditions(of, measuredAt(1.5))).toEqual([]);
});

test('equal accesses, other cases and plans that were not measured are not compared', () => {
  expect(compareConditions([freshly(narrow), stale(narrow)], measuredAt(20))).toEqual([]);
  const other = { ...stale(wide), case: 'rare' };
  expect(compareConditions([freshly(narrow), other], measuredAt(20))).toEqual([]);
  expect(compareConditions([freshly(narrow), stale(wide)], undefined)).toEqual([]);
  const unmeasured = { ...measuredAt(20), cases: [] };
  expect(compareConditions([freshly(narrow), stale(wide)], unmeasured)).toEqual([]);
});

test('the judge makes the finding, whether or not the dearer plan is accused by itself', () => {
  const judged = (measurements: Measurements, slow: Plan) =>
    judge({
      scenario: scenario([query()]),
      timelines: [freshly(narrow), stale(slow)],
      unplannable: [],
      measurements,
    }).filter(({ kind }) => kind === 'condition-differs');
  expect(judged(measuredAt(2.5), wide)).toMatchObject([{ severity: 'info' }]);
  expect(judged(measuredAt(20), wide)).toMatchObject([{ severity: 'warning' }]);
  // Pages that grow for one row are an error of the stale plan by itself.
  expect(judged(measuredAt(20, true), wide)).toMatchObject([{ severity: 'warning' }]);
});

describe('the generic plan of a prepared statement', () => {
  const conditions = [{ label: 'fresh' }, { label: 'generic', plan: 'generic' }] as const;
  const generically = (of: Timeline): Timeline => ({
    ...of,
    ranges: of.ranges.map((range) => ({
      ...range,
      points: range.points.map((point) => ({
        ...point,
        statement: { ...point.statement, settings: { plan_cache_mode: 'force_generic_plan' } },
      })),
    })),
  });
  const costing = (of: Plan, cost: number): Plan => ({ ...of, cost });
  const compared = (generic: Plan, custom: Plan) =>
    compareConditions(
      [freshly(custom), { ...generically(freshly(generic)), condition: 'generic' }],
      measuredAt(20),
      { conditions },
    );

  test('is an error where the sixth execution takes it', () => {
    const [found] = compared(costing(wide, 12), costing(narrow, 10));
    expect(found).toMatchObject({ condition: 'generic', severity: 'error' });
    expect(found?.advice).toBe(
      `With "set plan_cache_mode = 'force_custom_plan'": 500 pages instead of 10k pages at 30M (extrapolated).`,
    );
    expect(found?.why).toContain(
      'takes the generic plan from the sixth execution of the prepared statement on: at 100k rows the planner expects a cost of 12 for it, and of 15 for the custom plan and for planning it each time.',
    );
  });

  test('is a warning where it costs more than the custom plan and its planning', () => {
    // 1,000 operators of 0.0025 for the one relation and one more: 5.
    const [found] = compared(costing(wide, 15.1), costing(narrow, 10));
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.why).toContain('does not take the generic plan for these values');
    expect(compared(costing(wide, 14.9), costing(narrow, 10))).toMatchObject([
      { severity: 'error' },
    ]);
  });

  test('does no harm where the custom plan does the more work', () => {
    expect(compared(costing(narrow, 12), costing(wide, 10))).toMatchObject([
      { condition: 'fresh', severity: 'warning' },
    ]);
  });
});
