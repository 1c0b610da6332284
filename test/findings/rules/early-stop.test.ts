import { earlyStop } from '../../../src/findings/rules/early-stop';
import { draw } from '../../../src/scenario/draw';
import type { Plan } from '../../../src/plan/types';
import type { Timeline } from '../../../src/timeline/types';
import {
  access,
  apply,
  node,
  planOf,
  predicate,
  query,
  sameRows,
  timeline,
} from '../../helpers/timelines';

/** `where status = $1 order by at limit 20`, as a walk of the order that costs a twentieth for each row. */
const walk = (scale: number): Plan =>
  planOf(
    { cost: 50, rows: 20 },
    [
      access({
        method: 'index',
        indexes: ['orders_at_idx'],
        filters: [predicate("(o.status = 'x'::text)", 'status')],
      }),
    ],
    node(
      'Limit',
      { 'Startup Cost': 0, 'Total Cost': 50 },
      node('Index Scan', {
        'Startup Cost': 0,
        'Total Cost': scale / 20,
        'Relation Name': 'orders',
        Alias: 'o',
        'Parent Relationship': 'Outer',
      }),
    ),
  );

const rival = {
  worstCost: 100,
  accesses: [access({ method: 'bitmap', indexes: ['orders_status_idx'] })],
};

function withRival(of: Timeline): Timeline {
  return {
    ...of,
    ranges: of.ranges.map((range) => ({
      ...range,
      points: range.points.map((point) => ({ ...point, runnerUp: rival })),
    })),
  };
}

const scales = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const found = (of = withRival(timeline(walk, { scales })), context = {}) =>
  apply(earlyStop, of, { relationRows: sameRows, ...context });

test('a worst case of a hundred times the rival is a warning from the size where it is that', () => {
  expect(found()).toMatchObject([
    {
      kind: 'early-stop',
      severity: 'warning',
      at: 1e6,
      relation: 'orders',
      worstCost: 500_000,
      runnerUpWorstCost: 100,
      why:
        'At 10M rows the planner reads orders by orders_at_idx until the LIMIT is reached, and expects to stop after 1k rows; at worst it reads 10M. ' +
        'By its estimates the worst case of this plan costs 500k, 5k times the 100 of the plan with orders_status_idx.',
    },
  ]);
});

test('the verdict and its figures do not depend on where the scales end beyond the horizon', () => {
  const shorter = withRival(timeline(walk, { scales: scales.slice(0, -1) }));
  expect(found(shorter)).toEqual(found());
});

test('below a hundred times the rival there is no finding', () => {
  expect(found(withRival(timeline(walk, { scales: [1e4, 1e5] })))).toEqual([]);
  expect(found(timeline(walk, { scales }))).toEqual([]);
});

test.each(['rare', 'absent'])(
  'a case of %s values is an error, by its label or by what it draws',
  (label) => {
    expect(found(withRival(timeline(walk, { scales, case: label })))).toMatchObject([
      { severity: 'error' },
    ]);
    const drawn = query();
    const values = [draw[label as 'rare' | 'absent']('orders.status')];
    const named = { ...drawn, cases: [{ id: 'orders / x', query: 'orders', label: 'x', values }] };
    const of = withRival(timeline(walk, { scales, case: 'x' }));
    expect(found(of, { query: named })).toMatchObject([{ severity: 'error' }]);
    expect(found(of, { query: drawn })).toMatchObject([{ severity: 'warning' }]);
  },
);

test('another finding that accuses the same read is not told twice', () => {
  const [own] = found();
  const earlier = (severity: 'error' | 'info') => ({ earlier: [{ ...own, severity }] });
  expect(found(undefined, earlier('error'))).toEqual([]);
  expect(found(undefined, earlier('info'))).toHaveLength(1);
});
