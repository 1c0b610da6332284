import { planGroups } from '../../src/audit/rank';
import { finding, statement } from './statements';

const order = (...of: Parameters<typeof planGroups>) =>
  planGroups(...of).map(({ statements }) => statements.map(({ query }) => query));

test('errors come before warnings, and both before the dearest statement without any', () => {
  const statements = [
    statement('dear', { cost: 1e6 }),
    statement('warned', { cost: 500 }),
    statement('wrong', { cost: 20 }),
    statement('noted', { cost: 2e6 }),
  ];
  const findings = [
    finding('warned'),
    finding('wrong', { kind: 'early-stop', severity: 'error', worstCost: 40_000 }),
    finding('noted', { kind: 'sort-spills', severity: 'info' }),
  ];
  expect(order(statements, findings)).toEqual([['wrong'], ['warned'], ['noted'], ['dear']]);
});

test('among equals the worst case counts, not the cost that the planner hopes for', () => {
  const hopeful = statement('hopeful', { cost: 5, worstCost: 3e6 });
  expect(order([statement('dear', { cost: 1e6 }), hopeful], [])).toEqual([['hopeful'], ['dear']]);
});

test('what an index saves is not at stake: the planner takes the cheaper of the two plans', () => {
  const readings = [
    {
      occurrence: 'o',
      schema: 'public',
      relation: 'orders',
      alias: 'o',
      method: 'index' as const,
      indexes: ['i'],
      access: '',
      costWith: 5,
      costWithout: 1e9,
    },
  ];
  const served = statement('served', { cost: 5, readings });
  expect(order([served, statement('dear', { cost: 100 })], [])).toEqual([['dear'], ['served']]);
});

test('statements with equal plans are one group, the one with most at stake first', () => {
  const of = (query: string, cost: number) => statement(query, { cost, shape: 'same' });
  expect(order([of('small', 5), statement('other', { cost: 7 }), of('large', 50)], [])).toEqual([
    ['large', 'small'],
    ['other'],
  ]);
});

test('a finding that an allow covers puts nothing first', () => {
  const allowed = finding('allowed', { severity: 'error', allowed: 'a nightly job' });
  const statements = [statement('allowed', { cost: 5 }), statement('open', { cost: 6 })];
  expect(order(statements, [allowed, finding('open')])).toEqual([['open'], ['allowed']]);
});
