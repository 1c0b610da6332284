import fc from 'fast-check';
import { noFacts } from '../../src/plan/facts';
import { parseExplain } from '../../src/plan/parse';
import { readPlan, reading } from '../../src/plan/read';
import type { ExplainDocument, Plan, PlanNode } from '../../src/plan/types';
import { queries } from '../fixtures/explain/queries';
import { majors, recordedJson } from '../fixtures/explain/recorded';

const recorded = majors.flatMap((major) =>
  Object.keys(queries).map((name) => [major, name] as const),
);

const changed = (
  node: PlanNode,
  change: (properties: PlanNode['properties']) => PlanNode['properties'],
): PlanNode => ({
  ...node,
  properties: change(node.properties),
  children: node.children.map((child) => changed(child, change)),
});

/** The same plan as of a larger table: every estimate is another. */
const grown = (document: ExplainDocument, by: number): ExplainDocument => ({
  ...document,
  root: changed(document.root, (properties) => ({
    ...properties,
    'Startup Cost': Number(properties['Startup Cost']) * by,
    'Total Cost': Number(properties['Total Cost']) * by + Number(properties['Plan Rows']),
    'Plan Rows': Math.ceil(Number(properties['Plan Rows']) * by),
    'Plan Width': 7,
  })),
});

const everything = ({ signature, ...plan }: Plan): unknown => ({ ...plan, signature });

test('a plan that differs in estimates alone reads as it would from the start', () => {
  fc.assert(
    fc.property(fc.constantFrom(...recorded), fc.integer({ min: 2, max: 999 }), (of, by) => {
      const first = parseExplain(recordedJson(...of));
      const larger = grown(first, by);
      const again = reading(first, noFacts).again(larger);
      if (again !== undefined) expect(everything(again)).toEqual(everything(readPlan(larger)));
    }),
    { numRuns: 300 },
  );
});

test('most recorded plans are read that way, and none that folds partitions', () => {
  const read = recorded.filter(([major, name]) => {
    const document = parseExplain(recordedJson(major, name));
    return reading(document, noFacts).again(grown(document, 3)) !== undefined;
  });
  expect(read.length / recorded.length).toBeGreaterThan(0.7);
  for (const [major, name] of read) {
    const { accesses } = readPlan(parseExplain(recordedJson(major, name)));
    expect(accesses.every(({ partitions }) => partitions === 1)).toBe(true);
  }
});

const self = parseExplain(recordedJson(18, 'self join'));
test.each<[string, ExplainDocument]>([
  [
    'a constant',
    { ...self, root: changed(self.root, (all) => ({ ...all, Filter: '(a.id = 99)' })) },
  ],
  [
    'a worker count',
    { ...self, root: changed(self.root, (all) => ({ ...all, 'Workers Planned': 1 })) },
  ],
  ['an output column', { ...self, root: changed(self.root, (all) => ({ ...all, Output: ['x'] })) }],
  ['a node type', { ...self, root: { ...self.root, type: 'Merge Join' } }],
  ['a child less', { ...self, root: { ...self.root, children: self.root.children.slice(1) } }],
])('%s makes another shape', (_what, document) => {
  expect(reading(self, noFacts).again(document)).toBeUndefined();
});
