import {
  judgeStatic,
  type StaticOptions,
  type StaticSubject,
} from '../../src/findings/judge-static';
import type { Plan } from '../../src/plan/types';
import { access, node, planOf, predicate, query } from '../helpers/timelines';

const statement = { sql: 'select 1', parameters: [] };
/** Of a statement from a file of SQL. */
const unknownToScenarios = { definition: undefined, scale: undefined, runnerUp: undefined };
const filters = [predicate("(o.status = 'paid'::text)", 'status')];
const full = (rows: number, cost = 2e5): Plan =>
  planOf({ cost, rows }, [access({ filters, cost: 2e5, rows })], node('Seq Scan'));

const judge = (
  plan: Plan,
  more: Partial<StaticSubject> = {},
  options: Partial<StaticOptions> = {},
) =>
  judgeStatic({
    subjects: [
      {
        scenario: 'queries.sql',
        query: 'q',
        case: 'default',
        statement,
        outcome: { plan },
        ...unknownToScenarios,
        ...more,
      },
    ],
    settings: {},
    relationRows: () => 1e7,
    ...options,
  });

test('a large table read in full for a few rows wants an index', () => {
  const found = judge(full(3));
  expect(found).toMatchObject([
    { kind: 'no-index', severity: 'warning', scenario: 'queries.sql', relation: 'orders' },
  ]);
  expect(found[0]?.advice).toBe(
    'An audit tries no index. --with "create index on …" plans the statements on a twin with one that you name.',
  );
});

test.each([
  ['an export', full(5e6)],
  ['a LIMIT that stops early', full(20, 12)],
  [
    'a count of what is read',
    planOf(
      { cost: 2e5, rows: 1 },
      [access({ cost: 2e5 })],
      node('Aggregate', {}, node('Seq Scan', { 'Plan Rows': 1e7 })),
    ),
  ],
])('%s does not', (_name, plan) => {
  expect(judge(plan)).toEqual([]);
});

test('nor does a small table, or one of unknown size', () => {
  expect(judge(full(3), {}, { relationRows: () => 500 })).toEqual([]);
  expect(judge(full(3), {}, { relationRows: () => undefined })).toEqual([]);
});

test('sorts and hashes that spill are told by the settings in force', () => {
  const sorted = planOf(
    { cost: 9, rows: 1e6 },
    [],
    node('Sort', { 'Plan Rows': 1e6, 'Plan Width': 8 }),
  );
  expect(judge(sorted)).toMatchObject([{ kind: 'sort-spills' }]);
  expect(judge(sorted, {}, { settings: { work_mem: '1GB' } })).toEqual([]);
});

test('what the scenario expects is held against the plan', () => {
  const definition = query({ expect: { index: 'orders_status_idx' } });
  const found = judge(full(5e6), { definition, case: 'common' });
  expect(found).toMatchObject([{ kind: 'expectation-broken', index: 'orders_status_idx' }]);
});

test('a statement that cannot be planned is told in the words of the server', () => {
  const failure = { message: 'relation "x" does not exist', position: 15, statement };
  const found = judgeStatic({
    subjects: [
      {
        scenario: 's',
        query: 'q',
        case: 'c',
        statement,
        outcome: { failure },
        ...unknownToScenarios,
      },
    ],
    settings: {},
    relationRows: () => undefined,
  });
  expect(found).toMatchObject([
    {
      kind: 'unplannable',
      why: 'The server reports: relation "x" does not exist at character 15.',
      failure,
    },
  ]);
});
