import fc from 'fast-check';
import { accessPaths } from '../../src/plan/access';
import { readPlan } from '../../src/plan/read';
import { accessSignature, signature } from '../../src/plan/signature';
import type { ExplainDocument, Json, PlanNode } from '../../src/plan/types';
import { documentOf, factsOf, node, scan } from '../fixtures/explain/nodes';
import { queries } from '../fixtures/explain/queries';
import { majors, recorded } from '../fixtures/explain/recorded';

const names = Object.keys(queries);
const anyPlan = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...majors))
  .map(([name, major]) => recorded(name, major));
const random = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

function mapNodes(
  document: ExplainDocument,
  change: (node: PlanNode) => PlanNode,
): ExplainDocument {
  const visit = (one: PlanNode): PlanNode => change({ ...one, children: one.children.map(visit) });
  return { ...document, root: visit(document.root) };
}

const mapText = (value: Json, change: (text: string) => string): Json => {
  if (typeof value === 'string') return change(value);
  return Array.isArray(value) ? value.map((item: Json) => mapText(item, change)) : value;
};

const withProperties = (one: PlanNode, properties: PlanNode['properties']): PlanNode => ({
  ...one,
  properties: { ...one.properties, ...properties },
});

function equalSignatures(a: ExplainDocument, b: ExplainDocument): void {
  expect(signature(b)).toBe(signature(a));
  expect(accessSignature(accessPaths(b))).toBe(accessSignature(accessPaths(a)));
}

test('the order of properties does not matter', () => {
  fc.assert(
    fc.property(anyPlan, random, (plan, dice) => {
      const shuffled = mapNodes(plan, (one) => ({
        ...one,
        properties: Object.fromEntries(
          Object.entries(one.properties)
            .map((entry) => [dice.next().value, entry] as const)
            .sort(([a], [b]) => Number(a) - Number(b))
            .map(([, entry]) => entry),
        ),
      }));
      equalSignatures(plan, shuffled);
    }),
  );
});

test('a subquery that is no longer hashed is another access', () => {
  const of = (form: string) =>
    readPlan({
      root: {
        type: 'Seq Scan',
        properties: {
          'Relation Name': 't',
          Schema: 'public',
          Alias: 't',
          Filter: `(NOT (ANY (t.id = (${form} 1).col1)))`,
        },
        children: [],
      },
      rest: {},
    }).accessSignature;
  expect(of('hashed SubPlan')).not.toBe(of('SubPlan'));
  expect(of('SubPlan')).not.toContain('SubPlan');
});

test('costs, rows, widths and worker counts do not matter', () => {
  fc.assert(
    fc.property(anyPlan, random, (plan, dice) => {
      const numbers = [
        'Startup Cost',
        'Total Cost',
        'Plan Rows',
        'Plan Width',
        'Workers Planned',
        'Planned Partitions',
      ];
      const changed = mapNodes(plan, (one) =>
        withProperties(
          one,
          Object.fromEntries(
            numbers
              .filter((name) => name in one.properties)
              // Exceptions of a partitioned table go by cost, so costs move together.
              .map((name) => [
                name,
                Number(one.properties[name]) * (1 + Number(dice.next().value) * 1e-6),
              ]),
          ),
        ),
      );
      equalSignatures(plan, changed);
    }),
  );
});

test('constants do not matter', () => {
  fc.assert(
    fc.property(
      anyPlan,
      fc.stringMatching(/^[a-z0-9 ()%]{0,12}$/),
      fc.nat(),
      (plan, text, number) => {
        const changed = mapNodes(plan, (one) =>
          withProperties(
            one,
            Object.fromEntries(
              Object.entries(one.properties)
                .filter(([name]) => /Cond|Filter|Parameters|Call/.test(name))
                .map(([name, value]) => [
                  name,
                  mapText(value, (old) =>
                    old
                      .replace(/'(?:[^']|'')*'/g, `'${text}'`)
                      .replace(/(?<=[=<>] )\d+\b/g, `${number}`),
                  ),
                ]),
            ),
          ),
        );
        equalSignatures(plan, changed);
      },
    ),
  );
});

test('a Gather over any node that stands alone does not matter', () => {
  fc.assert(
    fc.property(
      anyPlan,
      fc.constantFrom('Gather', 'Gather Merge'),
      fc.integer({ min: 1, max: 8 }),
      (plan, type, workers) => {
        const place = Object.fromEntries(
          Object.entries(plan.root.properties).filter(([name]) =>
            /^(Parent Relationship|Subplan Name)$/.test(name),
          ),
        );
        const below = withProperties(plan.root, {
          'Parent Relationship': 'Outer',
          'Parallel Aware': true,
        });
        const gather = node(type, { ...place, 'Workers Planned': workers }, below);
        equalSignatures(plan, { ...plan, root: gather });
      },
    ),
  );
});

test('a parallel aggregate has the shape of the serial one', () => {
  for (const major of majors) {
    expect(signature(recorded('parallel aggregate', major))).toBe(
      signature(recorded('serial aggregate', major)),
    );
  }
});

test('the number of partitions does not matter', () => {
  const child = (i: number): PlanNode =>
    scan('Index Scan', `events_${i}`, {
      Alias: `e_${i}`,
      'Parent Relationship': 'Member',
      'Index Name': `events_${i}_at_idx`,
      'Index Cond': `(e_${i}.at > 'x'::date)`,
    });
  const append = (...numbers: readonly number[]): ExplainDocument =>
    documentOf(node('Append', {}, ...numbers.map(child)));
  equalSignatures(append(1, 2), append(1, 2, 3, 4, 5));
  // One alone has no Append and no suffix; that it is a partition is known to the catalog alone.
  const facts = factsOf({
    partitions: { events_1: 'events', events_2: 'events' },
    indexes: Object.fromEntries(
      [1, 2].map((i) => [
        `events_${i}_at_idx`,
        { name: 'events_at_idx', method: 'btree', keys: ['at'] },
      ]),
    ),
  });
  const alone = scan('Index Scan', 'events_1', {
    Alias: 'e',
    'Index Name': 'events_1_at_idx',
    'Index Cond': `(e.at > 'x'::date)`,
  });
  const limited = (below: PlanNode): string =>
    signature(
      documentOf(
        node(
          'Limit',
          {},
          { ...below, properties: { ...below.properties, 'Parent Relationship': 'Outer' } },
        ),
      ),
      facts,
    );
  expect(limited(alone)).toBe(limited(append(1, 2).root));
});

const scans = /^(Index|Index Only|Bitmap Heap|Seq) Scan$/;
const planWithIndex = anyPlan.filter((plan) =>
  accessPaths(plan).some(({ indexes }) => indexes.length > 0),
);

test('another index is another plan', () => {
  fc.assert(
    fc.property(planWithIndex, (plan) => {
      let changed = false;
      const other = mapNodes(plan, (one) => {
        if (changed || !('Index Name' in one.properties)) return one;
        changed = true;
        return withProperties(one, { 'Index Name': 'another_idx' });
      });
      expect(signature(other)).not.toBe(signature(plan));
      expect(readPlan(other).accessSignature).not.toBe(readPlan(plan).accessSignature);
    }),
  );
});

test('another column in an index condition is another plan', () => {
  fc.assert(
    fc.property(planWithIndex, (plan) => {
      let changed = false;
      const other = mapNodes(plan, (one) => {
        const cond = one.properties['Index Cond'];
        if (changed || typeof cond !== 'string') return one;
        changed = true;
        return withProperties(one, {
          'Index Cond': cond.replace(/\.("[^"]+"|\w+)/, '.another_column'),
        });
      });
      fc.pre(changed);
      expect(signature(other)).not.toBe(signature(plan));
      expect(readPlan(other).accessSignature).not.toBe(readPlan(plan).accessSignature);
    }),
  );
});

test('another alias is another plan', () => {
  const unfolded = anyPlan.filter((plan) =>
    accessPaths(plan).some(({ partitions }) => partitions === 1),
  );
  fc.assert(
    fc.property(unfolded, (plan) => {
      let changed = false;
      const other = mapNodes(plan, (one) => {
        if (changed || !scans.test(one.type)) return one;
        changed = true;
        return withProperties(one, { Alias: 'another_alias' });
      });
      fc.pre(changed);
      expect(signature(other)).not.toBe(signature(plan));
    }),
  );
});

test('index scan and bitmap scan over one index are one access, and two plans', () => {
  const [index, bitmap] = ['condition and filter', 'bitmap of one index'].map((name) =>
    readPlan(recorded(name)),
  );
  expect(index?.accessSignature).toBe(bitmap?.accessSignature);
  expect(index?.signature).not.toBe(bitmap?.signature);
});

test('a cast on a column is no cast on a constant', () => {
  const cond = (text: string): string =>
    signature(documentOf(scan('Seq Scan', 'orders', { Filter: text })));
  expect(cond(`((orders.id)::text = '42'::text)`)).not.toBe(cond(`(orders.id = '42'::text)`));
});

test('a condition that became a filter is another access', () => {
  const path = (condition: string): string =>
    readPlan(
      documentOf(
        scan('Index Scan', 'orders', { 'Index Name': 'i', [condition]: '(orders.a = 1)' }),
      ),
    ).accessSignature;
  expect(path('Index Cond')).not.toBe(path('Filter'));
});
