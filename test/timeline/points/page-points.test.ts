import type { Plan, PlanNode } from '../../../src/plan/types';
import type { SweepOptions } from '../../../src/timeline/sweep';
import type { RelationSizes } from '../../../src/postgres/catalog/relation-sizes';
import { pageSteps } from '../../../src/timeline/points/page-steps';
import { methodsOf, sweepDecade } from '../../helpers/decade';
import { access, plan, planned } from '../../helpers/plans';

const node = (type: string, children: readonly PlanNode[] = [], table?: string): PlanNode => ({
  type,
  properties: table === undefined ? {} : { Schema: 'public', 'Relation Name': table },
  children,
});
const scanOf = (table: string): PlanNode => node('Seq Scan', [], table);
const treeOf = (root: PlanNode, cost: number, index = false): Plan =>
  plan({
    cost,
    document: { root, rest: {} },
    accesses: [index ? access({ method: 'index', indexes: ['i'] }) : access()],
  });

const same = plan({ accesses: [access({ indexes: ['same'] })] });

/** Of tables and indexes of 100 rows a page. */
const sizesOf = (pages: Readonly<Record<string, number>>): RelationSizes =>
  new Map(
    Object.entries(pages).map(([name, of]) => [`public.${name}`, { pages: of, rows: of * 100 }]),
  );

/** Row counts that are visited from 100k to 1M, and the ranges found. */
const visited = (
  planOf: (scale: number) => Plan,
  pages: Readonly<Record<string, (scale: number) => number>>,
  sizes?: SweepOptions['sizes'],
  next = same,
) =>
  sweepDecade(
    (scale) => planned(planOf(scale)),
    () => next,
    {
      sizes: sizes ?? {
        steps: pageSteps({}),
        sizesAt: (scale) =>
          Promise.resolve(
            sizesOf(
              Object.fromEntries(Object.entries(pages).map(([table, of]) => [table, of(scale)])),
            ),
          ),
      },
    },
  );

/** 1,024 pages at 341,333 rows, 3,072 at 1,024,000. */
const orders = (scale: number): number => (scale * 3) / 1_000;

test('a band of another plan that ends where a table gets a worker is found', async () => {
  const band = (scale: number): Plan =>
    treeOf(scanOf('orders'), scale, scale >= 330_000 && scale < 1_024_000 / 3);
  const { ranges } = await visited(band, { orders });
  expect(methodsOf(ranges)).toEqual(['seq', 'index', 'seq']);
  const { ranges: without } = await visited(
    band,
    {},
    {
      steps: pageSteps({ max_parallel_workers_per_gather: '0' }),
      sizesAt: (scale) => Promise.resolve(sizesOf({ orders: orders(scale) })),
    },
  );
  expect(without).toHaveLength(1);
});

test('two row counts are visited for each step between two neighbours', async () => {
  const { visits } = await visited((scale) => treeOf(scanOf('orders'), scale), { orders });
  expect(visits).toHaveLength(2);
  expect(visits.map(orders).map((pages) => pages >= 1_024)).toEqual([false, true]);
});

test('row counts are visited where all tables of a statement outgrow the cache, each as often as it is read', async () => {
  const join = node('Hash Join', [scanOf('orders'), scanOf('orders'), scanOf('items')]);
  const items = (scale: number): number => scale / 100;
  const cached = 8_000;
  const visitsWith = async (next: Plan) => {
    const { visits } = await visited(
      (scale) => treeOf(join, scale),
      {},
      {
        steps: { pages: [], indexPages: [], setupCost: 1_000, cached },
        sizesAt: (scale) =>
          Promise.resolve(sizesOf({ orders: orders(scale), items: items(scale) })),
      },
      next,
    );
    return visits;
  };
  // The cost bends there and does not jump: only a plan that is nearly as cheap may come next.
  expect(await visitsWith(treeOf(join, 10_000_000, true))).toEqual([]);
  const visits = await visitsWith(treeOf(join, 1_500_000, true));
  const all = visits.map((scale) => 2 * orders(scale) + items(scale));
  expect(all.map((pages) => pages >= cached)).toEqual([false, true]);
});

test('cheap plans, and plans that write or lock rows, are not looked at', async () => {
  const cheap = await visited(() => treeOf(scanOf('orders'), 900), { orders });
  expect(cheap.visits).toEqual([]);
  for (const type of ['ModifyTable', 'LockRows']) {
    const root = node('Limit', [node(type, [scanOf('orders')])]);
    expect((await visited((scale) => treeOf(root, scale), { orders })).visits).toEqual([]);
  }
});

test('of partitions the largest decides, and a table that the plan does not read does not', async () => {
  const small = (scale: number): number => scale / 500;
  const root = node('Append', [scanOf('p1'), node('Gather', [scanOf('p2')]), scanOf('p3')]);
  const pages = { p1: small, p2: orders, p3: small, other: small };
  const { visits } = await visited((scale) => treeOf(root, scale), pages);
  expect(visits).toHaveLength(2);
  expect(visits.map(orders).map((count) => count >= 1_024)).toEqual([false, true]);
});

test('a step where the case cannot be planned does not keep the sweep from ending', async () => {
  const failure = { message: 'no', statement: { sql: 'select 1', parameters: [] } };
  const { visits } = await sweepDecade(
    (scale) =>
      scale === 100_000 || scale === 1_000_000
        ? planned(treeOf(scanOf('orders'), scale))
        : { ok: false, failure },
    () => plan(),
    {
      sizes: {
        steps: pageSteps({}),
        sizesAt: (scale) => Promise.resolve(sizesOf({ orders: orders(scale) })),
      },
    },
  );
  expect(visits.length).toBeLessThan(18);
});
