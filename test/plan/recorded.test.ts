import { describeAccess } from '../../src/plan/describe';
import { readPlan } from '../../src/plan/read';
import { queries } from '../fixtures/explain/queries';
import { majors, recorded } from '../fixtures/explain/recorded';

/** Queries whose plan EXPLAIN shows differently on some majors. */
const differing = new Set([
  // From 17 a column that is NOT NULL needs no `IS NOT NULL` for min() and max().
  'minimum and maximum',
  'maximum over partitions',
  // Before 17 a hashed subplan is printed without the column that it is compared with.
  'hashed subplan',
]);

test.each(Object.keys(queries).filter((name) => !differing.has(name)))(
  '%s has one access on all majors',
  (name) => {
    const lines = majors.map((major) =>
      readPlan(recorded(name, major)).accesses.map(describeAccess),
    );
    for (const line of lines) expect(line).toEqual(lines[0]);
  },
);

test.each([
  'subplan and initplan',
  'join by index',
  'parallel aggregate',
  'union',
  'partitions alike',
])('%s has one signature on all majors', (name) => {
  const signatures = new Set(majors.map((major) => readPlan(recorded(name, major)).signature));
  expect([...signatures]).toHaveLength(1);
});

test('a plan tells cost and rows of its top node', () => {
  const { cost, rows } = readPlan(recorded('newest first'));
  expect([cost > 0, rows]).toEqual([true, 20]);
});
