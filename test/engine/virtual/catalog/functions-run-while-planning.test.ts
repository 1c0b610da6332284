import type { Relation } from '../../../../src/engine/virtual/catalog/relations';
import {
  explainTimeout,
  runByPlanner,
} from '../../../../src/engine/virtual/catalog/functions-run-while-planning';

const logs = { name: 'logs' } as Relation;
const functions = [
  { schema: 'public', name: 'most', reads: [logs], foldable: true },
  { schema: 'public', name: 'of_level', reads: [logs], foldable: false },
  { schema: 'other', name: 'unread', reads: [], foldable: true },
];
const statement = { sql: 'select * from base where id < most() and of_level(1)', parameters: [] };
const failed = (sqlState: string) => ({
  ok: false as const,
  failure: { message: 'as the server says it', sqlState, statement },
});

test('functions that the planner runs are told from those that it does not', async () => {
  expect(await runByPlanner(statement.sql, functions)).toEqual([
    {
      table: 'logs',
      text: 'function most() runs while a query is planned, and finds no rows here',
    },
  ]);
  expect(await runByPlanner('select public.most(), other.unread()', functions)).toHaveLength(1);
  expect(await runByPlanner('select another.most()', functions)).toEqual([]);
});

test('planning that did not end names the function', async () => {
  const outcome = await explainTimeout(failed('57014'), statement, functions);
  expect(outcome).toMatchObject({
    failure: {
      message:
        'planning did not finish within 30 s; function most() runs while a query is planned, and reads logs',
    },
  });
});

test('other failures are left as they are', async () => {
  const other = failed('42703');
  expect(await explainTimeout(other, statement, functions)).toBe(other);
});
