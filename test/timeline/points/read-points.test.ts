import type { Plan, PlanNode } from '../../../src/plan/types';
import { pageSteps } from '../../../src/timeline/points/page-steps';
import { methodsOf, sweepDecade } from '../../helpers/decade';
import { access, plan, planned } from '../../helpers/plans';

const scan = (type: string, properties: PlanNode['properties'] = {}): PlanNode => ({
  type,
  properties: { Schema: 'public', 'Relation Name': 'orders', Alias: 'o', ...properties },
  children: [],
});
const fullScan = scan('Seq Scan');
const whole = scan('Index Only Scan', { 'Index Name': 'i' });

const planOf = (root: PlanNode, cost: number, method: 'seq' | 'index'): Plan =>
  plan({
    cost,
    document: { root, rest: {} },
    accesses: [method === 'seq' ? access() : access({ method: 'index-only', indexes: ['i'] })],
  });

/** 64 pages of the index at 128k rows and 192 at 384k; the table is too small for a worker. */
const sizes = {
  steps: pageSteps({}),
  sizesAt: (scale: number) =>
    Promise.resolve(
      new Map([
        ['public.orders', { rows: scale, pages: 900 }],
        ['public.i', { rows: scale, pages: scale / 2_000 }],
      ]),
    ),
};

const visitsOf = async (chosen: Plan, next: Plan): Promise<readonly number[]> => {
  const { visits } = await sweepDecade(
    () => planned(chosen),
    () => next,
    { sizes },
  );
  return visits;
};

test('a band of another plan that ends where an index is read by a worker more is found', async () => {
  const { ranges } = await sweepDecade(
    (scale) =>
      planned(
        scale >= 300_000 && scale < 384_000
          ? planOf(fullScan, 5_000, 'seq')
          : planOf(whole, 5_000, 'index'),
      ),
    (scale) =>
      scale >= 300_000 && scale < 384_000
        ? planOf(whole, 9_000, 'index')
        : planOf(fullScan, 9_000, 'seq'),
    { sizes },
  );
  expect(methodsOf(ranges)).toEqual(['index-only', 'seq', 'index-only']);
});

test('just before a step of the chosen plan, and just after one of the plan that comes next', async () => {
  const [dear, near] = [12_000, 9_000];
  const before = await visitsOf(planOf(whole, 5_000, 'index'), planOf(fullScan, near, 'seq'));
  const pages = (scale: number): number => scale / 2_000;
  expect(before.filter((scale) => pages(scale) < 64 && pages(scale) > 63)).toHaveLength(1);
  expect(before.filter((scale) => pages(scale) < 192 && pages(scale) > 190)).toHaveLength(1);
  const after = await visitsOf(planOf(fullScan, 5_000, 'seq'), planOf(whole, near, 'index'));
  expect(after.filter((scale) => pages(scale) >= 64 && pages(scale) < 65)).toHaveLength(1);
  // A worker does not make a plan the best that is more than twice as dear.
  expect(await visitsOf(planOf(fullScan, 5_000, 'seq'), planOf(whole, dear, 'index'))).toEqual([]);
});
