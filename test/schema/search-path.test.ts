import { readStatements } from '../../src/schema/read-statements';
import { pathAfter } from '../../src/schema/search-path';

const after = async (sql: string) =>
  (await readStatements(sql)).statements.reduce(pathAfter, ['before']);

test.each([
  ['set search_path = store', ['store']],
  [`set search_path to Store, "Other", 'third'`, ['store', 'Other', 'third']],
  [`set search_path = ''`, ['']],
  ['set search_path to default', ['public']],
  ['reset search_path', ['public']],
  ['reset all', ['public']],
  ['discard all', ['public']],
  ["select pg_catalog.set_config('search_path', '', false)", []],
  [`select set_config('search_path', 'Store, "Other"', false)`, ['store', 'Other']],
  ['set search_path = store; set work_mem = 1000; create table t (); discard plans', ['store']],
])('%s leaves the path %j', async (sql, path) => {
  expect(await after(sql)).toEqual(path);
});

// Each statement commits by itself.
test.each([
  'set local search_path = store',
  "select set_config('search_path', 'store', true)",
  "select set_config('work_mem', '1000', false)",
  'reset work_mem',
  'create schema store',
])('%s leaves the path as it was', async (sql) => {
  expect(await after(sql)).toEqual(['before']);
});
