import { comparePlans } from '../../../src/audit/growth/agreement';
import { parseExplain } from '../../../src/plan/parse';
import { readPlan } from '../../../src/plan/read';

const scan = (properties: object) =>
  readPlan(
    parseExplain([
      {
        Plan: {
          'Node Type': 'Limit',
          'Startup Cost': 0,
          'Total Cost': 2,
          'Plan Rows': 1,
          Plans: [
            {
              'Node Type': 'Seq Scan',
              'Parent Relationship': 'Outer',
              'Relation Name': 'orders',
              Schema: 'public',
              Alias: 'orders',
              'Total Cost': 1,
              'Plan Rows': 7,
              Filter: '(created_at > now())',
              ...properties,
            },
          ],
        },
      },
    ]),
  );

it('takes the functions of the pinned clock for those of the server', () => {
  const twin = scan({ Filter: '(created_at > plancliff_clock.now())' });
  expect(comparePlans(scan({}), twin)).toEqual({ agreement: 'identical' });
});

it('names the innermost figure that differs, rows before costs', () => {
  expect(comparePlans(scan({}), scan({ 'Plan Rows': 8, 'Total Cost': 3 }))).toEqual({
    agreement: 'same shape',
    difference: 'Seq Scan of orders: Plan Rows 7 on the server, 8 on the twin',
  });
});

it('prints no condition, which may hold values', () => {
  const { agreement, difference } = comparePlans(scan({}), scan({ Filter: "(note = 'secret')" }));
  expect(agreement).toBe('same access');
  expect(difference).not.toContain('secret');
});

it('tells another node apart', () => {
  const { difference } = comparePlans(
    scan({}),
    scan({ 'Node Type': 'Index Scan', 'Index Name': 'i' }),
  );
  expect(difference).toBe('Seq Scan on the server, Index Scan on the twin');
});

it('takes what an older server does not say of any node for what is so without saying', () => {
  const newer = scan({ Disabled: false, 'Async Capable': false });
  expect(comparePlans(scan({}), newer)).toEqual({ agreement: 'identical' });
  // The twin of an 18 on 17.
  expect(comparePlans(newer, scan({}))).toEqual({ agreement: 'identical' });
  expect(comparePlans(scan({ Disabled: true }), scan({})).agreement).not.toBe('identical');
  expect(comparePlans(scan({}), scan({ Disabled: true })).agreement).not.toBe('identical');
});
