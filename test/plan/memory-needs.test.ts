import { memoryNeeds } from '../../src/plan/memory-needs';
import type { PlanNode } from '../../src/plan/types';

const scan: PlanNode = { type: 'Seq Scan', properties: { Alias: 'o' }, children: [] };
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
  expect(memoryNeeds(root)).toEqual([expected]);
});

test('a plan without sorts and hash tables needs none', () => {
  expect(memoryNeeds(node('Aggregate', { Strategy: 'Sorted' }))).toEqual([]);
});
