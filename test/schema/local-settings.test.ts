import { createdSchemas } from '../../src/schema/created-object';
import { endsTransaction, ofSession, restoring } from '../../src/schema/local-settings';
import { type FileStatement, readStatements } from '../../src/schema/read-statements';

const read = async (sql: string): Promise<readonly FileStatement[]> =>
  (await readStatements(sql)).statements;

test('what is local to a transaction is set for the session, and other settings stay', async () => {
  const [local, whole] = await read('SET  LOCAL search_path TO app; set search_path to app');
  expect(local && ofSession(local)?.sql).toBe('set search_path TO app');
  expect(whole && ofSession(whole)).toBeUndefined();
});

test('it ends with the transaction', async () => {
  const ends = (await read('begin; savepoint s; commit; rollback; end')).map(endsTransaction);
  expect(ends).toEqual([false, false, true, true, true]);
});

test('settings are put back, the last first', () => {
  const changed = [
    { name: 'search_path', before: '"$user", public' },
    { name: 'search_path', before: "it's" },
  ];
  expect(restoring(changed)).toEqual([
    "select pg_catalog.set_config('search_path', 'it''s', false)",
    `select pg_catalog.set_config('search_path', '"$user", public', false)`,
  ]);
});

test('schemas that a block creates are its own to create', async () => {
  const block = `do $$ begin create schema app; create schema if not exists "Big ""one"""; end $$`;
  expect([...createdSchemas(await read(`${block}; create schema s`))]).toEqual([
    'app',
    'Big "one"',
    's',
  ]);
});
