import { parseExplain } from '../../src/plan/parse';
import { shapeKey } from '../../src/plan/shape-key';

const scan = (parts: object): string =>
  shapeKey(
    parseExplain([
      {
        Plan: {
          'Node Type': 'Seq Scan',
          'Relation Name': 'orders',
          Alias: 'o',
          'Startup Cost': 0,
          'Total Cost': 17.5,
          'Plan Rows': 4,
          'Plan Width': 12,
          ...parts,
        },
      },
    ]).root,
  );

test('estimates and literals are no part of it', () => {
  const one = scan({ Filter: "((o.state = 'open'::text) AND (o.total > 5))" });
  expect(scan({ Filter: "((o.state = 'it''s'::text) AND (o.total > 17))", 'Plan Rows': 99 })).toBe(
    one,
  );
  expect(scan({ Filter: "((o.state = 'open'::text) AND (o.total < 5))" })).not.toBe(one);
});

test.each([
  [
    'types',
    { Filter: '((o.total)::numeric(10,2) > 5)' },
    { Filter: '((o.total)::numeric(12,2) > 5)' },
  ],
  ['parameters', { Filter: '(o.id = $1)' }, { Filter: '(o.id = $2)' }],
  ['subplans', { Filter: '(NOT (SubPlan 1))' }, { Filter: '(NOT (SubPlan 2))' }],
  ['columns', { Filter: '(o.a1 = 5)' }, { Filter: '(o.a2 = 5)' }],
  ['names with quotes', { Alias: "a 'b' c" }, { Alias: "a 'd' c" }],
  ['quoted names', { Filter: '(o."a \'b\' c" = 5)' }, { Filter: '(o."a \'d\' c" = 5)' }],
])('%s are', (_, one, other) => {
  expect(scan(one)).not.toBe(scan(other));
});
