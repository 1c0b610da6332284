import { hashSpills } from '../../../src/findings/rules/hash-spills';
import type { Json, PlanNode } from '../../../src/plan/types';
import { access, apply, node, planOf, timeline } from '../../helpers/timelines';

const hash = (rows: number, more: { readonly [name: string]: Json } = {}) =>
  node('Hash', { 'Plan Rows': rows, 'Plan Width': 8, ...more });
const hashed = (root: (scale: number) => PlanNode) =>
  timeline((scale) => planOf({ cost: scale, rows: scale }, [access()], root(scale)));

test('a hash table that outgrows its allowance is a note', () => {
  const found = apply(
    hashSpills,
    hashed((scale) => node('Hash Join', {}, hash(scale))),
  );
  expect(found).toMatchObject([{ kind: 'hash-spills', severity: 'info', at: 316228 }]);
  expect(found[0]?.why).toContain('46.1 MB, and 8 MB is work_mem × hash_mem_multiplier');
});

test('the allowance is work_mem times the multiplier', () => {
  const of = hashed((scale) => hash(scale));
  const at = (settings: Readonly<Record<string, string>>) =>
    apply(hashSpills, of, { settings })[0]?.at;
  expect(at({ work_mem: '32MB' })).toBe(3162278);
  expect(at({ work_mem: '4MB', hash_mem_multiplier: '16' })).toBe(3162278);
  expect(at({ work_mem: '1TB' })).toBeUndefined();
});

test('workers that build one table share it, and bring an allowance each', () => {
  const serial = hash(200_000);
  const parallel = node(
    'Gather',
    { 'Workers Planned': 2 },
    hash(200_000 / 2.4, { 'Parallel Aware': true }),
  );
  const once = (root: PlanNode) =>
    apply(
      hashSpills,
      hashed(() => root),
    ).length;
  expect([once(serial), once(parallel)]).toEqual([1, 0]);
});

test('an aggregate that plans partitions will spill', () => {
  const grouped = hashed((scale) =>
    node('Aggregate', { Strategy: 'Hashed', 'Planned Partitions': scale > 1e6 ? 8 : 0 }),
  );
  const found = apply(hashSpills, grouped);
  expect(found).toMatchObject([{ at: 3162278 }]);
  expect(found[0]?.why).toContain('the hash table of a hashed aggregate to need more than 8 MB');
});
