import { mostCompared, withMargins } from '../../src/audit/margin';
import { planGroups } from '../../src/audit/rank';
import type { AuditSession } from '../../src/audit/session';
import { parseExplain } from '../../src/plan/parse';
import { readPlan } from '../../src/plan/read';
import { statement } from './statements';

const indexScan = readPlan(
  parseExplain([
    {
      Plan: {
        'Node Type': 'Index Scan',
        'Relation Name': 'orders',
        Schema: 'public',
        Alias: 'orders',
        'Index Name': 'orders_pkey',
        'Total Cost': 8,
        'Plan Rows': 1,
      },
    },
  ]),
);
const [access] = indexScan.accesses;
const reading = {
  occurrence: access?.occurrence ?? '',
  schema: 'public',
  relation: 'orders',
  alias: 'orders',
  method: 'index' as const,
  indexes: ['orders_pkey'],
  access: '',
  costWith: 8,
};

test('the first statement of each plan is compared, and of the plans with most at stake alone', async () => {
  const planned: string[] = [];
  const session = {
    plan: (request: { readonly statement: { readonly sql: string } }) => {
      planned.push(request.statement.sql);
      return Promise.resolve({ ok: false });
    },
  } as unknown as AuditSession;
  const statements = Array.from({ length: mostCompared + 5 }, (_, k) =>
    ['dear', 'cheap'].map((name) =>
      statement(`${name} ${k}`, {
        shape: `shape ${k}`,
        cost: (name === 'dear' ? 100 : 10) * (k + 1),
        readings: [reading],
      }),
    ),
  ).flat();
  const compared = await withMargins(session, planGroups(statements, []), ({ query }) => ({
    request: { kind: 'custom', statement: { sql: query, parameters: [] } },
    plan: indexScan,
  }));
  expect(planned).toHaveLength(mostCompared);
  expect(planned.every((sql) => sql.startsWith('dear'))).toBe(true);
  expect(planned).not.toContain('dear 0');
  // Asked, and not possible: another thing than not asked.
  expect([...compared.values()].map(({ readings }) => readings[0]?.costWithout)).toEqual(
    planned.map(() => null),
  );
});
