import type { Plan, PlanNode } from '../../../src/plan/types';
import { memoryLimits, memoryNeeds } from '../../../src/plan/memory-needs';
import { sweep } from '../../../src/timeline/sweep';
import { access, makeCase, plan, planned } from '../../helpers/plans';

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

/** The methods found from 10k to 10M where `planOf` is chosen, and `nextOf` where that is denied its access. */
async function methodsOf(
  planOf: (scale: number) => Plan,
  nextOf: (scale: number) => Plan,
  settings: Readonly<Record<string, string>> = {},
) {
  const visits: number[] = [];
  const { timelines } = await sweep({
    scenario: 's',
    condition: 'fresh',
    cases: [makeCase('q')],
    scales: [100_000, 1_000_000],
    precision: 0.01,
    scalesAtOnce: 1,
    planAt(scale, cases) {
      visits.push(scale);
      return Promise.resolve(cases.map(() => planned(planOf(scale))));
    },
    replan: (scale) => Promise.resolve(planned(nextOf(scale))),
    memory: memoryLimits(settings),
  });
  const ranges = timelines[0]?.ranges ?? [];
  return {
    visits: visits.slice(2),
    methods: ranges.map(({ points }) => points[0]?.plan.accesses[0]?.method),
  };
}

/** A sixth of the rows is sorted: 4 MB at 393,216 rows. */
const sorted = (scale: number): number => scale / 6;
const spills = 393_216;
const isBand = (scale: number): boolean => scale > spills * 0.97 && scale < spills;

test('a band of another plan that ends where its sort needs more than work_mem is found', async () => {
  const { methods } = await methodsOf(
    (scale) => (isBand(scale) ? bySort(sorted(scale), scale / 100) : byIndex(scale / 100)),
    (scale) => (isBand(scale) ? byIndex(scale / 100) : bySort(sorted(scale), scale / 40)),
  );
  expect(methods).toEqual(['index', 'seq', 'index']);
});

test('one that begins where the chosen plan’s own sort does is found', async () => {
  const isOther = (scale: number): boolean => scale >= spills && scale < spills * 1.03;
  const { methods } = await methodsOf(
    (scale) => (isOther(scale) ? byIndex(scale / 100) : bySort(sorted(scale), scale / 100)),
    (scale) => (isOther(scale) ? bySort(sorted(scale), scale / 100) : byIndex(scale / 40)),
  );
  expect(methods).toEqual(['seq', 'index', 'seq']);
});

test.each([
  ['with more work_mem than it ever needs', { work_mem: '64MB' }, sorted, 40],
  ['of a number of rows that stays', {}, () => 50_000, 40],
  ['that stays the cheapest plan when it spills', {}, sorted, 20],
])('no row count is looked at for a sort %s', async (_, settings, rows, next) => {
  const { visits } = await methodsOf(
    (scale) => bySort(rows(scale), scale / 100),
    (scale) => byIndex(scale / next),
    settings,
  );
  expect(visits).toEqual([]);
});

const needsOf = (node: PlanNode) => memoryNeeds(node);
const node = (
  type: string,
  properties: PlanNode['properties'],
  children: readonly PlanNode[] = [scan],
): PlanNode => ({
  type,
  properties: { 'Plan Rows': 1_000, 'Plan Width': 20, ...properties },
  children,
});

test.each<[string, PlanNode, object]>([
  [
    'relation_byte_size of what is kept',
    node('Materialize', {}),
    { of: 'Materialize of o', bytes: 48_000, kind: 'sort', jump: 48_000 / 8_192 },
  ],
  [
    'tuples and buckets of a hash join',
    node('Hash', {}),
    { of: 'Hash of o', bytes: 64_192, kind: 'hash', jump: (2 * 48_000) / 8_192 },
  ],
  [
    'a group each of a hashed aggregate',
    node('Aggregate', { Strategy: 'Hashed' }, [node('Seq Scan', { Alias: 'o' }, [])]),
    { of: 'Aggregate of o', bytes: 72_000, kind: 'hash', jump: (10 * 48_000) / 8_192 },
  ],
  [
    'rows of a subquery',
    node('Seq Scan', { 'Parent Relationship': 'SubPlan', Alias: 's' }, []),
    { of: 'SubPlan of s', bytes: 48_000, kind: 'hash', jump: Infinity },
  ],
])('memory: %s', (_, root, expected) => {
  expect(needsOf(root)).toEqual([expected]);
});

test('a plan without sorts and hash tables needs none', () => {
  expect(needsOf(node('Aggregate', { Strategy: 'Sorted' }))).toEqual([]);
});
