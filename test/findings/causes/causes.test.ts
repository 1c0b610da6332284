import { causesOf } from '../../../src/findings/causes';
import { defaultGuessCause } from '../../../src/findings/causes/default-guess';
import { dependentColumnsCause } from '../../../src/findings/causes/dependent-columns';
import { earlyStopCause } from '../../../src/findings/causes/early-stop';
import { genericPlanCause } from '../../../src/findings/causes/generic-plan';
import { collationCause, hiddenColumnCause } from '../../../src/findings/causes/hidden-column';
import { misestimateCause } from '../../../src/findings/causes/misestimate';
import { nDistinctCause } from '../../../src/findings/causes/n-distinct';
import { nullsOrderCause } from '../../../src/findings/causes/nulls-order';
import { orConditionCause } from '../../../src/findings/causes/or-condition';
import { partialIndexCause } from '../../../src/findings/causes/partial-index';
import { placeOfRowsCause } from '../../../src/findings/causes/place-of-rows';
import { staleStatisticsCause } from '../../../src/findings/causes/stale-statistics';
import { unhashedSubplanCause } from '../../../src/findings/causes/unhashed-subplan';
import type { AccessPath, Plan } from '../../../src/plan/types';
import { access, catalogOf, node, planOf, predicate, timeline } from '../../helpers/timelines';
import { causeOf, countedOf, filtered, runAt, work } from './subject';

const read = (parts: Partial<AccessPath>, root = node('Seq Scan')): Plan =>
  planOf({ cost: 10, rows: 1 }, [access(parts)], root);
const byFilter = (text: string, ...columns: readonly string[]): Plan =>
  read({ filters: [predicate(text, ...columns)] });

describe('early stop', () => {
  const scan = (total: number) =>
    node('Seq Scan', {
      'Startup Cost': 0,
      'Total Cost': total,
      'Relation Name': 'orders',
      Alias: 'o',
      'Parent Relationship': 'Outer',
    });
  const stopped = read({}, node('Limit', { 'Total Cost': 10 }, scan(5_000)));
  const size = 300_000;
  const runs = (rowsHandled: number, actualRows: number) => [
    runAt(size, [work({ rowsHandled, actualRows })], stopped),
  ];
  const counted = (actualRows: number) => [
    runAt(size, [work({ type: 'Bitmap Heap Scan', actualRows })]),
  ];

  test('that came late is told with the rows read, and with the number of matches that another plan counted', () => {
    const few = causeOf(earlyStopCause, stopped, { runs: runs(300_000, 3), others: counted(3) });
    expect(few).toEqual([
      'At 300k rows the planner expects the LIMIT to end the read of orders after 600 rows; measured, it reads 300k rows. Measured, only 3 rows match.',
    ]);
    const none = causeOf(earlyStopCause, stopped, { runs: runs(300_000, 0), others: counted(0) });
    expect(none[0]).toMatch(/No row matches\.$/);
  });

  test('that came late though many match has them in one place', () => {
    const far = causeOf(earlyStopCause, stopped, {
      runs: runs(250_000, 20),
      others: counted(30_000),
    });
    expect(far[0]).toMatch(/30k rows match, and they do not lie evenly over what is read\.$/);
    expect(causeOf(earlyStopCause, stopped, { runs: runs(250_000, 20) })[0]).toMatch(
      /fewer than it expects, or lie together\.$/,
    );
  });

  test('that came late has its matches counted where no other plan shows them', () => {
    const of = {
      runs: runs(250_000, 20),
      counted: [countedOf(stopped, [30_000], { together: 30_000 })],
    };
    expect(causeOf(earlyStopCause, stopped, of)[0]).toMatch(
      /30k rows match, and they do not lie evenly over what is read\.$/,
    );
  });

  test('that came as expected is no cause', () => {
    expect(causeOf(earlyStopCause, stopped, { runs: runs(700, 20) })).toEqual([]);
    expect(causeOf(earlyStopCause, stopped)).toEqual([]);
  });
});

describe('rows by node', () => {
  const plan = read({ filters: [predicate("(o.a = 'x')", 'a'), predicate('(o.b = 1)', 'b')] });
  const sized = (actual: number) => (size: number) =>
    runAt(size, [
      work({ type: 'Hash Join', alias: undefined, relation: undefined } as object),
      work({ depth: 1, estimatedRows: 10, actualRows: (actual * size) / 300_000 }),
    ]);

  test('are told of the lowest node that is wrong, and extrapolated', () => {
    const runs = [30_000, 100_000, 300_000].map(sized(9_000));
    expect(causeOf(misestimateCause, plan, { runs })).toEqual([
      'At 300k rows the planner expects 10 rows of Seq Scan orders (o); measured, 9k rows (900 times as many), which comes to 3M rows for 10 expected at 100M rows (both extrapolated).',
    ]);
  });

  test('that are a few times off are no cause, nor those of a node that a LIMIT left early', () => {
    expect(causeOf(misestimateCause, plan, { runs: [sized(40)(300_000)] })).toEqual([]);
    const left = runAt(300_000, [
      work({ type: 'Limit', alias: undefined, relation: undefined } as object),
      work({ depth: 1, estimatedRows: 90_000, actualRows: 20 }),
    ]);
    expect(causeOf(misestimateCause, plan, { runs: [left] })).toEqual([]);
  });
});

describe('columns that depend on each other', () => {
  const terms = [predicate("(o.city = 'x')", 'city'), predicate('(o.zip = 1)', 'zip')];
  const plan = read({ filters: terms });
  const told = (shares: readonly number[], together: number, estimatedRows: number, more = {}) =>
    causeOf(dependentColumnsCause, plan, {
      runs: [runAt(300_000, [work({ estimatedRows, actualRows: together })])],
      counted: [
        countedOf(
          plan,
          shares.map((share) => share * 300_000),
          { together, ...more },
        ),
      ],
    });

  test('are told with the share of each condition and of both', () => {
    expect(told([0.1, 0.1], 30_000, 3_000)).toEqual([
      "city and zip depend on each other: of the 300k rows of orders at 300k rows, 10 % meet (o.city = 'x') and 10 % meet (o.zip = 1), and 10 % meet both. " +
        'The planner multiplies the shares and expects 1 %.',
    ]);
    expect(told([0.5, 0.5], 0, 75_000)[0]).toContain('and no row meets both');
  });

  test('are no cause where the shares multiply, where statistics know it, and where not all was counted', () => {
    expect(told([0.1, 0.1], 3_100, 3_000)).toEqual([]);
    expect(told([0.1, 0.1], 30_000, 29_000)).toEqual([]);
    expect(told([0.1, 0.1], 30_000, 3_000, { complete: false })).toEqual([]);
    expect(told([0.1], 30_000, 3_000)).toEqual([]);
  });

  test('two bounds of one column are one share', () => {
    const range = [predicate('(o.at >= 5)', 'at'), predicate('(o.at < 6)', 'at')];
    const between = read({ filters: [...range, ...terms.slice(0, 1)] });
    const counts = [200_000, 130_000, 30_000];
    const of = (together: number) =>
      causeOf(dependentColumnsCause, between, {
        runs: [runAt(300_000, [work({ estimatedRows: 3_000, actualRows: together })])],
        counted: [countedOf(between, counts, { together })],
      });
    // 30,000 rows lie in the range, of which a tenth meets the third condition.
    expect(of(3_000)).toEqual([]);
    expect(of(30_000)[0]).toMatch(/expects 1 %\.$/);
  });
});

describe('the place of the matching rows', () => {
  const brin = catalogOf({ name: 'orders_at_brin', columns: ['at'], method: 'brin' });
  const byRange = read({
    method: 'bitmap',
    indexes: ['orders_at_brin'],
    conditions: [predicate('(o.at > 5)', 'at')],
  });
  const through = (pages: number, correlation: number) =>
    causeOf(placeOfRowsCause, byRange, {
      catalog: brin,
      runs: [runAt(300_000, [work({ type: 'Bitmap Heap Scan', estimatedRows: 300, pages })])],
      counted: [
        countedOf(byRange, [300], { together: 300, pages: 10, correlations: { at: correlation } }),
      ],
    });

  test('is told of an index of block ranges that leaves most of the table', () => {
    expect(through(4_000, 0.97)).toEqual([
      'At 300k rows the planner expects orders_at_brin to leave 132 pages of orders, since the order of at is nearly that of the table (correlation 0.97); measured, it reads 4k pages: rows with other values of at lie in nearly every range of pages.',
    ]);
    expect(through(140, 0.97)).toEqual([]);
    // With no order the planner expects to read all of it.
    expect(through(4_000, 0.001)).toEqual([]);
  });

  const inFull = byFilter('(o.run = 7)', 'run');
  const catalog = catalogOf({ name: 'orders_run_idx', columns: ['run'] });
  const scanned = (pages: number, estimatedRows: number, indexes = catalog) =>
    causeOf(placeOfRowsCause, inFull, {
      catalog: indexes,
      runs: [runAt(300_000, [work({ estimatedRows, pages: 4_000 })])],
      counted: [
        countedOf(inFull, [3_000], { together: 3_000, pages, correlations: { run: 0.02 } }),
      ],
    });

  test('is told of a full scan for rows that lie together', () => {
    expect(scanned(40, 3_000)).toEqual([
      'At 300k rows the 3k rows of orders that match lie on 40 pages. The planner expects them on 2.11k pages if it reads by orders_run_idx, since the order of run is not that of the table (correlation 0.02).',
    ]);
  });

  test('is no cause where they lie anywhere, where their number is wrong, and without an index', () => {
    expect(scanned(2_100, 3_000)).toEqual([]);
    expect(scanned(40, 60_000)).toEqual([]);
    expect(scanned(40, 3_000, catalogOf())).toEqual([]);
  });
});

test('a default guess is told with the share that was measured', () => {
  const plan = read({ rows: 5e5, filters: [predicate("(lower(o.k) = 'x'::text)", 'k')] });
  const runs = [runAt(300_000, [work({ actualRows: 30 })])];
  expect(
    causeOf(
      defaultGuessCause,
      { ...plan, accesses: [access({ ...plan.accesses[0], rows: 5e5 })] },
      { runs },
    ),
  ).toEqual([
    'The planner has no statistics on lower(o.k) and takes a default of 0.5 % of the rows (DEFAULT_EQ_SEL); measured, 0.01 % pass at 300k rows.',
  ]);
  expect(causeOf(defaultGuessCause, byFilter("(o.k = 'x'::text)", 'k'))).toEqual([]);
  // 0.4 % pass, which is as good as the guess.
  const near = [runAt(300_000, [work({ actualRows: 1_200 })])];
  const guessed = { ...plan, accesses: [access({ ...plan.accesses[0], rows: 5e5 })] };
  expect(causeOf(defaultGuessCause, guessed, { runs: near })).toEqual([]);
});

test('n_distinct is told where it was counted for a suggestion', () => {
  const trial = { case: 'q', reproducedBy: 'none', runs: [], functions: [] } as const;
  const tried = (kind: string) => [
    {
      condition: 'fresh',
      outcome: 'helps',
      text: '',
      trial,
      suggestion: { kind, text: '', reason: 'the planner expects 4k' },
    },
  ];
  const plan = byFilter('(o.a = 1)', 'a');
  expect(causeOf(nDistinctCause, plan, { tried: tried('n-distinct') })).toEqual([
    'The planner expects 4k.',
  ]);
  expect(causeOf(nDistinctCause, plan, { tried: tried('index') })).toEqual([]);
});

test('statistics are stale in a condition that says so, where fresh ones lead to another plan', () => {
  const plan = byFilter('(o.a = 1)', 'a');
  const condition = { label: 'old', stale: 10 };
  const other = timeline(() => read({ method: 'index', indexes: ['orders_a_idx'] }));
  expect(causeOf(staleStatisticsCause, plan, { condition, beside: other })).toEqual([
    'In the condition old the statistics are those of a table 10 times smaller; with those of the condition fresh the planner reads by Index Scan orders_a_idx (o#1@main).',
  ]);
  const beside = timeline(() => plan);
  expect(causeOf(staleStatisticsCause, plan, { condition, beside })).toEqual([]);
  expect(causeOf(staleStatisticsCause, plan, { condition })).toEqual([]);
  const worn = { label: 'worn', bloat: 0.3 };
  expect(causeOf(staleStatisticsCause, plan, { condition: worn, beside: other })).toEqual([]);
});

test('a generic plan is made without the values that its conditions name', () => {
  const plan = byFilter('((o.a = $1) AND (o.b > $2))', 'a', 'b');
  const settings = { plan_cache_mode: 'force_generic_plan' };
  expect(causeOf(genericPlanCause, plan, { settings })).toEqual([
    'The plan is a generic one: it is made without the values of $1 and $2.',
  ]);
  expect(causeOf(genericPlanCause, plan)).toEqual([]);
  const custom = { ...read({ method: 'index', indexes: ['orders_a_idx'] }), cost: 2 };
  const both = (generic: number) => ({ scale: 1e8, custom, generic: { ...plan, cost: generic } });
  expect(causeOf(genericPlanCause, plan, { settings, bothPlans: both(3) })).toEqual([
    'The plan is a generic one, made without the values of $1 and $2; with them the planner reads by Index Scan orders_a_idx (o#1@main). ' +
      'A server with plan_cache_mode auto takes the generic plan from the sixth execution of the prepared statement on: at 100M rows the planner expects a cost of 3 for it, and of 7 for the custom plan and for planning it each time.',
  ]);
  const dear = causeOf(genericPlanCause, plan, { settings, bothPlans: both(900) });
  expect(dear[0]).toContain('does not take the generic plan for these values');
  // The values change nothing.
  const same = { ...both(3), custom: plan };
  expect(causeOf(genericPlanCause, plan, { settings, bothPlans: same })).toEqual([]);
  expect(causeOf(genericPlanCause, byFilter('(o.a = 1)', 'a'), { settings })).toEqual([]);
});

test('a cast hides a column from the index that leads with it', () => {
  const catalog = catalogOf({ name: 'orders_pkey', columns: ['id'] });
  const plan = byFilter("((o.id)::numeric = '7'::numeric)", 'id');
  expect(causeOf(hiddenColumnCause, plan, { catalog })).toEqual([
    '(o.id)::numeric hides id from orders_pkey, which leads with id itself.',
  ]);
  expect(causeOf(hiddenColumnCause, plan, { catalog: catalogOf() })).toEqual([]);
  expect(causeOf(hiddenColumnCause, byFilter('(o.id = 7)', 'id'), { catalog })).toEqual([]);
});

test('a collation keeps LIKE from an index where no plan of the case bounds by it', () => {
  const catalog = catalogOf({ name: 'orders_k_idx', columns: ['k'] });
  const plan = byFilter("(o.k ~~ 'acme-%'::text)", 'k');
  const rival = (parts: Partial<AccessPath>) => [
    runAt(1e5, [], read({ method: 'bitmap', ...parts })),
  ];
  const without = causeOf(collationCause, plan, { catalog, others: rival({ indexes: ['x'] }) });
  expect(without[0]).toContain('orders_k_idx is in the order of a collation');
  const bounded = rival({ conditions: [predicate("(o.k >= 'acme-')", 'k')], indexes: ['x'] });
  expect(causeOf(collationCause, plan, { catalog, others: bounded })).toEqual([]);
  // Nothing was denied, so that the planner may have had the choice.
  expect(causeOf(collationCause, plan, { catalog })).toEqual([]);
  const suffix = byFilter("(o.k ~~ '%acme'::text)", 'k');
  expect(causeOf(collationCause, suffix, { catalog, others: rival({}) })).toEqual([]);
});

describe('a partial index', () => {
  const catalog = catalogOf({
    name: 'open_idx',
    columns: ['a'],
    predicate: '(deleted_at IS NULL)',
  });
  test('whose condition the query does not name is told with the condition', () => {
    expect(causeOf(partialIndexCause, byFilter('(o.a = 1)', 'a'), { catalog })).toEqual([
      'open_idx contains only the rows where deleted_at IS NULL, and the conditions of the query do not imply that.',
    ]);
  });

  test('is no cause where the query names the condition, or compares the column otherwise', () => {
    const named = read({
      filters: [predicate('(o.a = 1)', 'a'), predicate('(o.deleted_at IS NULL)', 'deleted_at')],
    });
    expect(causeOf(partialIndexCause, named, { catalog })).toEqual([]);
    expect(causeOf(partialIndexCause, byFilter('(o.b = 1)', 'b'), { catalog })).toEqual([]);
    const bounded = read({ conditions: [predicate('(o.a = 1)', 'a')], indexes: ['other_idx'] });
    expect(causeOf(partialIndexCause, bounded, { catalog })).toEqual([]);
    const gap = catalogOf({ name: 'g', columns: ['a', 'c', 'b'], predicate: 'open' });
    const half = read({
      conditions: [predicate('(o.a = 1)', 'a')],
      filters: [predicate('(o.b = 1)', 'b')],
      indexes: ['other_idx'],
    });
    expect(causeOf(partialIndexCause, half, { catalog: gap })).toEqual([]);
    // Its second key is checked row by row.
    const wider = catalogOf({ name: 'w', columns: ['a', 'b'], predicate: 'open' });
    expect(causeOf(partialIndexCause, half, { catalog: wider })).toHaveLength(1);
    const starter = catalogOf({ name: 's', columns: ['a'], predicate: 'starter' });
    const generic = read({
      filters: [predicate('(o.a = $1)', 'a'), predicate('(o.starter = $2)', 'starter')],
    });
    expect(causeOf(partialIndexCause, generic, { catalog: starter })).toHaveLength(1);
    const literal = read({
      filters: [predicate('(o.a = 1)', 'a'), predicate('(o.starter = true)', 'starter')],
    });
    expect(causeOf(partialIndexCause, literal, { catalog: starter })).toEqual([]);
  });
});

test('the place of null values keeps an index from giving the order', () => {
  const definition = 'CREATE INDEX at_idx ON public.orders USING btree (at)';
  const catalog = catalogOf({ name: 'at_idx', columns: ['at'], definition });
  const sorted = (key: string) =>
    read(
      {},
      node('Limit', {}, node('Sort', { 'Sort Key': [key], 'Parent Relationship': 'Outer' })),
    );
  expect(causeOf(nullsOrderCause, sorted('o.at DESC NULLS LAST'), { catalog })).toEqual([
    'The query orders null values last, and at_idx has them first in that direction, so it does not give the order.',
  ]);
  expect(causeOf(nullsOrderCause, sorted('o.at DESC'), { catalog })).toEqual([]);
});

test('an OR of another table than the accused one is no cause', () => {
  const plan = planOf(
    { cost: 10, rows: 1 },
    [access({}), access({ occurrence: 'x/public.lines', alias: 'x', relation: 'lines' })],
    node('Hash Join', {}, filtered('Seq Scan', '((o.id > 1) OR (o.at > 2))')),
  );
  expect(causeOf(orConditionCause, plan)).toHaveLength(1);
  expect(causeOf(orConditionCause, plan, { accesses: plan.accesses.slice(1) })).toEqual([]);
  expect(causeOf(orConditionCause, plan, { accesses: plan.accesses.slice(0, 1) })).toHaveLength(1);
});

test('an OR that bounds nothing is told with its text', () => {
  const join = read({}, node('Nested Loop', { 'Join Filter': '((a.x = 1) OR (b.y = 2))' }));
  expect(causeOf(orConditionCause, join)[0]).toMatch(/^An OR over columns of two relations/);
  const scan = read({}, filtered('Seq Scan', '((o.id > 1) OR (o.at > 2))'));
  expect(causeOf(orConditionCause, scan)[0]).toMatch(/^The OR is checked on each row/);
  expect(causeOf(orConditionCause, read({}, filtered('Seq Scan', "(o.k = 'a OR b')")))).toEqual([]);
});

test('a subquery that is no longer hashed is told with the row counts where that happens', () => {
  const at = (scale: number) =>
    read(
      {},
      filtered('Seq Scan', `(NOT (ANY (o.id = (${scale < 1e6 ? 'hashed ' : ''}SubPlan 1).col1)))`),
    );
  const of = timeline(at, { scales: [1e4, 1e5, 1e6, 1e7] });
  const point = of.ranges.at(-1)?.points.at(-1);
  expect(causeOf(unhashedSubplanCause, at(1e7), { timeline: of, ...(point && { point }) })).toEqual(
    [
      'Between 100k rows and 1M rows the planner stops hashing the subquery: by its estimates the result no longer fits in 8 MB (work_mem × hash_mem_multiplier), and it is read again for each row.',
    ],
  );
  const near = timeline(at, { scales: [1e5, 9.9e5, 1e6, 1e7] });
  const settings = { work_mem: '1MB', hash_mem_multiplier: '1' };
  const last = near.ranges.at(-1)?.points.at(-1);
  expect(
    causeOf(unhashedSubplanCause, at(1e7), {
      timeline: near,
      settings,
      ...(last && { point: last }),
    }),
  ).toEqual([expect.stringMatching(/^At 995k rows the planner stops .* fits in 1 MB \(/)]);
  expect(causeOf(unhashedSubplanCause, at(1e4))).toEqual([]);
});

test('at most two causes are told, those that explain others first', () => {
  const plan = byFilter('((o.id)::numeric = $1)', 'id');
  const of = timeline(() => plan);
  const point = of.ranges[0]?.points[0];
  if (point === undefined) throw new RangeError('no point');
  const found = causesOf({
    timeline: of,
    point,
    accesses: plan.accesses,
    runs: [],
    others: [],
    tried: [],
    counted: [],
    bothPlans: undefined,
    beside: timeline(() => read({ method: 'index', indexes: ['orders_pkey'] })),
    catalog: catalogOf({ name: 'orders_pkey', columns: ['id'] }),
    settings: { plan_cache_mode: 'force_generic_plan' },
    relationRows: () => undefined,
    condition: { label: 'old', stale: 3 },
  });
  expect(found.map((text) => text.slice(0, 20))).toEqual([
    'In the condition old',
    '(o.id)::numeric hide',
  ]);
});
