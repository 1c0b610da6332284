import { sortSpills } from '../../../src/findings/rules/sort-spills';
import type { PlanNode } from '../../../src/plan/types';
import { access, apply, node, planOf, timeline } from '../../helpers/timelines';

const sort = (rows: number, width = 8, ...below: readonly PlanNode[]) =>
  node(
    'Sort',
    { 'Plan Rows': rows, 'Plan Width': width, 'Startup Cost': rows, 'Total Cost': rows * 2 },
    ...below,
  );
const sorted = (root: (scale: number) => PlanNode) =>
  timeline((scale) => planOf({ cost: scale, rows: scale }, [access()], root(scale)));

test('a sort that outgrows work_mem is a note, where it does', () => {
  // 8 bytes of data behind a header of 24: 131,072 rows fill the default of 4 MB.
  const found = apply(
    sortSpills,
    sorted((scale) => sort(scale)),
  );
  expect(found).toMatchObject([
    { kind: 'sort-spills', severity: 'info', at: 316228, setting: 'work_mem' },
  ]);
  expect(found[0]?.why).toContain('to need 30.5 MB, and work_mem is 4 MB');
});

test('with more work_mem it comes later', () => {
  const of = sorted((scale) => sort(scale));
  expect(apply(sortSpills, of, { settings: { work_mem: '64MB' } })).toMatchObject([
    { at: 3162278 },
  ]);
  expect(apply(sortSpills, of, { settings: { work_mem: '100GB' } })).toEqual([]);
});

test('a sort of which a LIMIT takes the first rows keeps those alone', () => {
  const limited = (rows: number) =>
    sorted((scale) => {
      // A Limit costs its input's cost up to the last row it reads.
      const cost = {
        'Plan Rows': Math.min(20, rows),
        'Total Cost': scale + (scale * rows) / scale,
      };
      return node('Limit', cost, node('Gather Merge', {}, sort(scale)));
    });
  expect(apply(sortSpills, limited(20))).toEqual([]);
});

test('an OFFSET counts, though EXPLAIN does not show it', () => {
  const paged = sorted((scale) => {
    const read = Math.min(scale, 500_000);
    const cost = { 'Plan Rows': 20, 'Total Cost': scale + read };
    return node('Limit', cost, sort(scale));
  });
  expect(apply(sortSpills, paged)).toMatchObject([{ at: 316228 }]);
});

test('a sort below a join is not the one that the LIMIT bounds', () => {
  const joined = sorted((scale) =>
    node('Limit', { 'Plan Rows': 20, 'Total Cost': 1 }, node('Merge Join', {}, sort(scale))),
  );
  expect(apply(sortSpills, joined)).toHaveLength(1);
});

test('a plan without a sort, or with an incremental one, does not spill', () => {
  expect(
    apply(
      sortSpills,
      sorted(() => node('Seq Scan')),
    ),
  ).toEqual([]);
  const incremental = node('Incremental Sort', { 'Plan Rows': 1e9, 'Plan Width': 100 });
  expect(
    apply(
      sortSpills,
      sorted(() => incremental),
    ),
  ).toEqual([]);
});
