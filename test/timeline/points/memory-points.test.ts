import type { Plan, PlanNode } from '../../../src/plan/types';
import { memoryLimits } from '../../../src/plan/memory-needs';
import { methodsOf, sweepDecade } from '../../helpers/decade';
import { access, plan, planned } from '../../helpers/plans';

const scan: PlanNode = { type: 'Seq Scan', properties: { Alias: 'o' }, children: [] };

/** A sort of 40 bytes a row, so that its rows take 4 MB from 65,536 on. */
const sortOf = (rows: number): PlanNode => ({
  type: 'Sort',
  properties: { 'Plan Rows': rows, 'Plan Width': 40 },
  children: [scan],
});
const bySort = (rows: number, cost: number): Plan =>
  plan({ cost, document: { root: sortOf(rows), rest: {} }, accesses: [access()] });
const byIndex = (cost: number): Plan =>
  plan({
    cost,
    document: { root: scan, rest: {} },
    accesses: [access({ method: 'index', indexes: ['i'] })],
  });

/** Sweeps where `planOf` is chosen, and `nextOf` where that is denied its access. */
const swept = (
  planOf: (scale: number) => Plan,
  nextOf: (scale: number) => Plan,
  settings: Readonly<Record<string, string>> = {},
) => sweepDecade((scale) => planned(planOf(scale)), nextOf, { memory: memoryLimits(settings) });

/** A sixth of the rows is sorted: 4 MB at 393,216 rows. */
const sorted = (scale: number): number => scale / 6;
const spills = 393_216;
const isBand = (scale: number): boolean => scale > spills * 0.97 && scale < spills;

test('a band of another plan that ends where its sort needs more than work_mem is found', async () => {
  const { ranges } = await swept(
    (scale) => (isBand(scale) ? bySort(sorted(scale), scale / 100) : byIndex(scale / 100)),
    (scale) => (isBand(scale) ? byIndex(scale / 100) : bySort(sorted(scale), scale / 40)),
  );
  expect(methodsOf(ranges)).toEqual(['index', 'seq', 'index']);
});

test('one that begins where the chosen plan’s own sort does is found', async () => {
  const isOther = (scale: number): boolean => scale >= spills && scale < spills * 1.03;
  const { ranges } = await swept(
    (scale) => (isOther(scale) ? byIndex(scale / 100) : bySort(sorted(scale), scale / 100)),
    (scale) => (isOther(scale) ? bySort(sorted(scale), scale / 100) : byIndex(scale / 40)),
  );
  expect(methodsOf(ranges)).toEqual(['seq', 'index', 'seq']);
});

test.each([
  ['with more work_mem than it ever needs', { work_mem: '64MB' }, sorted, 40],
  ['of a number of rows that stays', {}, () => 50_000, 40],
  ['that stays the cheapest plan when it spills', {}, sorted, 20],
])('no row count is looked at for a sort %s', async (_, settings, rows, next) => {
  const { visits } = await swept(
    (scale) => bySort(rows(scale), scale / 100),
    (scale) => byIndex(scale / next),
    settings,
  );
  expect(visits).toEqual([]);
});
