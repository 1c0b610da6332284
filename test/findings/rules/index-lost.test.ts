import { untried } from '../../../src/findings/advice-text/tried-advice';
import { indexLost } from '../../../src/findings/rules/index-lost';
import { finding } from '../../../src/findings/finding';
import type { Plan } from '../../../src/plan/types';
import {
  access,
  apply,
  node,
  planOf,
  predicate,
  sameRows,
  timeline,
} from '../../helpers/timelines';

const byIndex = access({ method: 'index', indexes: ['orders_status_idx'], cost: 9 });
const inFull = (scale: number) =>
  access({
    cost: scale / 60,
    rows: scale / 10,
    filters: [predicate("(o.status = 'paid'::text)", 'status')],
  });

interface Figures {
  readonly cost: (scale: number) => number;
  readonly rows: (scale: number) => number;
}

/** By an index below `cliff`, in full from there on. */
const until =
  (cliff: number, figures: Figures) =>
  (scale: number): Plan =>
    planOf({ cost: figures.cost(scale), rows: figures.rows(scale) }, [
      scale < cliff ? byIndex : inFull(scale),
    ]);

const list: Figures = { cost: (scale: number) => scale / 50, rows: () => 20 };
const whole: Figures = { cost: (scale: number) => scale / 50, rows: (scale: number) => scale / 10 };

test('a list that comes to read the whole table is an error', () => {
  const found = apply(
    indexLost,
    timeline(until(2e6, list), {
      figures: { keptCost: 1.24e6, chosenCost: 1.19e6, selectivity: 0.075, setting: 'work_mem' },
    }),
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    kind: 'index-lost',
    severity: 'error',
    at: 3162278,
    index: 'orders_status_idx',
    relation: 'orders',
    selectivity: 0.075,
    costWith: 1.24e6,
    costWithout: 1.19e6,
    setting: 'work_mem',
  });
  expect(found[0]?.costSlope).toBeCloseTo(1);
  expect(found[0]?.rowsSlope).toBeCloseTo(0);
  expect(found[0]?.why).toBe(
    'At 3.16M rows the planner expects 1M matching rows of orders (7.5 %). ' +
      'The query costs 1.24M with orders_status_idx and 1.19M with a full scan. ' +
      "By the planner's estimates, above that size cost grows in proportion to the row count (n^1.0) and the rows returned stay the same (n^0.0).",
  );
});

describe('a walk that a LIMIT is expected to end', () => {
  const walk = access({ method: 'index', indexes: ['orders_at_idx'], rows: 1e6 });
  const limited = (cost: number) =>
    node(
      'Limit',
      { 'Total Cost': cost },
      node('Index Scan', {
        ...{ 'Parent Relationship': 'Outer', 'Relation Name': walk.relation, Alias: walk.alias },
        ...{ 'Startup Cost': 0, 'Total Cost': 50_000 },
      }),
    );
  const whyAt = (cost: number): string | undefined => {
    const bounded = access({ ...byIndex, conditions: [predicate('(o.a = 1)', 'a')] });
    const planAt = (scale: number): Plan =>
      scale < 2e6
        ? planOf({ cost: 9, rows: 20 }, [bounded])
        : planOf({ cost, rows: 20 }, [walk], limited(cost));
    return apply(indexLost, timeline(planAt))[0]?.why;
  };

  test('is not said to read all rows', () => {
    expect(whyAt(900)).toMatch(
      /^At 3\.16M rows the planner expects to read 1\.8 % of orders until the LIMIT is reached\. .*a walk of orders_at_idx\b/,
    );
  });

  test('is, where the planner expects the LIMIT not to end it', () => {
    expect(whyAt(50_000)).toMatch(
      /^At 3\.16M rows the planner starts to read all 1M rows of orders\. .*a walk of all of orders_at_idx\b/,
    );
  });
});

test('an export that returns what it reads is a note', () => {
  const [found] = apply(indexLost, timeline(until(2e6, whole)));
  expect(found).toMatchObject({
    severity: 'info',
    advice: 'No action is needed while this is true.',
  });
});

test('an aggregate is measured by what it is fed', () => {
  const counts = (fed: (scale: number) => number) =>
    timeline((scale) =>
      planOf(
        { cost: scale / 50, rows: 1 },
        [scale < 2e6 ? byIndex : inFull(scale)],
        node('Aggregate', {}, node('Seq Scan', { 'Plan Rows': fed(scale) })),
      ),
    );
  expect(
    apply(
      indexLost,
      counts((scale) => scale / 10),
    ),
  ).toMatchObject([{ severity: 'info' }]);
  expect(
    apply(
      indexLost,
      counts(() => 50),
    ),
  ).toMatchObject([{ severity: 'error' }]);
});

test('a loss just below the largest scale is judged by how a full scan grows', () => {
  const scales = [1e3, 1e4, 1e5, 9.5e5, 1e6];
  const late = (figures: Figures) =>
    timeline(until(9.8e5, { ...figures, cost: () => 10 }), { scales });
  expect(apply(indexLost, late(list))).toMatchObject([{ severity: 'error', costSlope: 1 }]);
  expect(apply(indexLost, late(whole))).toMatchObject([{ severity: 'info' }]);
});

test('a small table read in full, and by an index once it has grown, loses nothing', () => {
  const gain = timeline((scale) =>
    planOf({ cost: 8, rows: 1 }, [scale < 2e4 ? inFull(scale) : byIndex]),
  );
  expect(apply(indexLost, gain)).toEqual([]);
});

test('a table that does not grow does no harm', () => {
  const found = apply(indexLost, timeline(until(2e6, list)), { relationRows: () => 200 });
  expect(found).toMatchObject([{ severity: 'info' }]);
  expect(found[0]?.why).toContain('the row count of orders hardly changes');
});

test('nor does a scan that is a small part of the cost', () => {
  const found = apply(indexLost, timeline(until(2e6, { ...list, cost: (scale) => scale * 10 })), {
    relationRows: sameRows,
  });
  expect(found).toMatchObject([{ severity: 'info' }]);
  expect(found[0]?.why).toContain('of the cost of the query');
});

test('nor does a full scan that a LIMIT stops early', () => {
  const found = apply(indexLost, timeline(until(2e6, { ...list, cost: () => 0.5 })));
  expect(found).toMatchObject([{ severity: 'info' }]);
});

test('a full scan under a LIMIT is judged by its worst case, where another plan has a better one', () => {
  const stopped = (scale: number): Plan =>
    planOf(
      { cost: 30, rows: 20 },
      [scale < 2e6 ? byIndex : { ...inFull(scale), cost: scale / 50 }],
      node(
        'Limit',
        { 'Total Cost': 30 },
        node('Seq Scan', {
          'Total Cost': scale / 50,
          'Relation Name': 'orders',
          Alias: 'o',
          'Parent Relationship': 'Outer',
        }),
      ),
    );
  const of = timeline(stopped);
  const rival = { worstCost: 90, accesses: [byIndex] };
  const bounded = {
    ...of,
    ranges: of.ranges.map((range) => ({
      ...range,
      points: range.points.map((point) => ({ ...point, runnerUp: rival })),
    })),
  };
  const context = { relationRows: sameRows };
  expect(apply(indexLost, of, context)).toMatchObject([{ severity: 'info' }]);
  const [found] = apply(indexLost, bounded, context);
  expect(found).toMatchObject({ severity: 'warning' });
  expect(found?.why).toContain(
    'At 10M rows the planner reads orders in full until the LIMIT is reached, and expects to stop after 1.5k rows; at worst it reads 10M.',
  );
  expect(found?.advice).not.toContain('No action');
  expect(apply(indexLost, { ...bounded, case: 'absent' }, context)).toMatchObject([
    { severity: 'error' },
  ]);
});

test('rows that grow by a default guess excuse no full scan', () => {
  const guessed = (share: number) =>
    timeline((scale) =>
      planOf({ cost: scale / 50, rows: scale * share }, [
        scale < 2e6
          ? byIndex
          : access({
              cost: scale / 60,
              rows: scale * share,
              filters: [predicate("(o.name ~~ 'a%'::text)", 'name')],
            }),
      ]),
    );
  const context = { relationRows: sameRows };
  const [found] = apply(indexLost, guessed(0.005), context);
  expect(found).toMatchObject({ severity: 'error' });
  expect(found?.why).toContain('takes a default of 0.5 % of the rows (DEFAULT_MATCH_SEL)');
  expect(apply(indexLost, guessed(0.007), context)).toMatchObject([{ severity: 'info' }]);
});

test('an index that comes back makes a warning, with both row counts', () => {
  const passing = timeline((scale) =>
    planOf({ cost: scale / 50, rows: 20 }, [scale >= 1e5 && scale < 1e8 ? inFull(scale) : byIndex]),
  );
  const [found] = apply(indexLost, passing);
  expect(found).toMatchObject({ severity: 'warning', at: 31623 });
  expect(found?.why).toContain('uses the index again from 31.6M rows');
});

test('one that comes back before the table has doubled is a note', () => {
  const passing = timeline(
    (scale) =>
      planOf({ cost: scale / 50, rows: 20 }, [
        scale > 1e6 && scale < 1.6e6 ? inFull(scale) : byIndex,
      ]),
    { scales: [1e4, 1e5, 1e6, 1.01e6, 1.59e6, 1.6e6, 1e7] },
  );
  expect(apply(indexLost, passing)).toMatchObject([{ severity: 'info' }]);
});

test('losses of a near-tie are told once, by the one that stays', () => {
  const wavering = timeline((scale) =>
    planOf({ cost: scale / 50, rows: 20 }, [
      [1e4, 1e6, 1e8, 1e9].includes(scale) ? inFull(scale) : byIndex,
    ]),
  );
  const found = apply(indexLost, wavering);
  expect(found).toMatchObject([{ severity: 'error', at: 31622777 }]);
  expect(found[0]?.why).toContain('It also stops using it at 3.16k and 316k');
});

test('what the author expected of the index is told by that rule alone', () => {
  const lost = timeline(until(2e6, list));
  const broken = finding(lost, 'expectation-broken', {
    at: 3162278,
    index: 'orders_status_idx',
    why: '',
    advice: '',
  });
  expect(apply(indexLost, lost, { earlier: [broken] })).toEqual([]);
  expect(apply(indexLost, lost, { earlier: [{ ...broken, at: 5 }] })).toHaveLength(1);
});

test('no index is named that was not tried', () => {
  const sorted = timeline((scale) =>
    planOf(
      { cost: scale / 50, rows: 20 },
      [scale < 2e6 ? byIndex : inFull(scale)],
      node('Limit', {}, node('Sort', { 'Sort Key': ['o.created_at DESC'] })),
    ),
  );
  expect(apply(indexLost, sorted)[0]?.advice).toBe(untried);
});

test('a scan without a condition of its own, which feeds a join, reads all rows', () => {
  const fed = timeline(
    (scale) =>
      planOf({ cost: scale / 50, rows: 20 }, [
        scale < 2e6 ? byIndex : access({ cost: scale / 60, rows: scale }),
      ]),
    { figures: { selectivity: 1 } },
  );
  const [found] = apply(indexLost, fed, { relationRows: sameRows });
  expect(found?.why).toContain('At 3.16M rows the planner starts to read all 10M rows of orders.');
  expect(found?.why).not.toContain('100 %');
  expect(found).not.toHaveProperty('selectivity');
});

test('one row is no rows', () => {
  const one = timeline((scale) =>
    planOf({ cost: scale / 50, rows: 1 }, [scale < 2e6 ? byIndex : { ...inFull(scale), rows: 0 }]),
  );
  expect(apply(indexLost, one)[0]?.why).toContain('expects 1 matching row of orders.');
});
