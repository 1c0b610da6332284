import { checkPlannable } from '../../src/sql/plannable';

test.each([
  ['select', 'select 1'],
  ['values', 'values (1), (2)'],
  ['with', 'with a as (select 1) select * from a'],
  ['insert', 'insert into t values (1)'],
  ['update', 'update t set a = 1'],
  ['delete', 'delete from t'],
  ['merge', 'merge into t using u on t.a = u.a when matched then delete'],
  ['a data-modifying CTE', 'with d as (delete from t returning *) select * from d'],
  ['a trailing semicolon and comments', '/* a; b */ select 1 -- ; drop table t\n;'],
  ['parentheses', '(select 1) union (select 2)'],
])('%s can be planned', async (_what, sql) => {
  expect(await checkPlannable(sql)).toMatchObject({ ok: true });
});

test.each([
  ['nothing', '', 'no statement'],
  ['a comment', '-- select 1', 'no statement'],
  ['two statements', 'select 1; drop table t', 'it contains 2 statements'],
  ['EXPLAIN', 'explain select 1', 'EXPLAIN itself'],
  ['EXPLAIN ANALYZE', 'explain (analyze) delete from t', 'EXPLAIN itself'],
  ['DDL', 'drop table t', 'DROP cannot be planned'],
  ['CREATE TABLE AS', 'create table a as select 1', 'CREATE TABLE AS cannot be planned'],
  ['SELECT INTO', 'select 1 into a', 'SELECT INTO creates a table'],
  ['COPY', `copy t to program 'x'`, 'COPY cannot be planned'],
  ['DO', 'do $$ begin perform 1; end $$', 'DO cannot be planned'],
  ['CALL', 'call p()', 'CALL cannot be planned'],
  ['EXECUTE', 'execute p', 'EXECUTE cannot be planned'],
  ['SET', 'set work_mem = 1', 'SET cannot be planned'],
  ['COMMIT', 'commit', 'BEGIN, COMMIT or ROLLBACK cannot be planned'],
  ['DECLARE', 'declare c cursor for select 1', 'DECLARE CURSOR cannot be planned'],
])('%s is refused', async (_what, sql, reason) => {
  const checked = await checkPlannable(sql);
  expect(checked).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});

test('a text that does not parse tells where, in characters', async () => {
  expect(await checkPlannable(`select 'é' frm t where`)).toEqual({
    ok: false,
    reason: 'syntax error at or near "t"',
    position: 16,
  });
  expect(await checkPlannable(`select '😀', from`)).toMatchObject({ position: 13 });
  expect(await checkPlannable(`select 'open`)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('unterminated'),
  });
});

test.each<[string, readonly string[]]>([
  [
    'select * from shop.orders o join "Lines" l using (id), lateral (select * from t) x',
    ['shop.orders', 'Lines', 't'],
  ],
  ['select (select max(a) from b) from c where exists (select from d)', ['b', 'c', 'd']],
  ['with o as (select * from orders) select * from o', ['orders']],
  ['with orders as (select * from orders) select * from orders', ['orders']],
  ['with orders as (select 1) select * from shop.orders', ['shop.orders']],
  [
    'with recursive up as (select 1 union all select * from up join t on true) select * from up',
    ['t'],
  ],
  ['with a as (select * from b), b as (select 1) select * from a, b', ['b']],
  ['select * from (with x as (select * from t) select * from x) y, x', ['t', 'x']],
  ['with t as (select 1) insert into t select * from t', ['t']],
  ['insert into a select * from b on conflict do nothing', ['a', 'b']],
  ['update a set x = b.x from b where a.id = b.id', ['a', 'b']],
  ['delete from a using b where a.id = b.id', ['a', 'b']],
  ['merge into a using (select * from b) s on true when matched then delete', ['a', 'b']],
  ['select 1 from a union select 2 from b except select 3 from c', ['a', 'b', 'c']],
  ['select 1', []],
])('tables of %s', async (sql, tables) => {
  const checked = await checkPlannable(sql);
  expect([...(checked.ok ? checked.tables : ['refused'])].sort()).toEqual([...tables].sort());
});

test.each([
  ['select * from t', false],
  ['select * from t for update', true],
  ['update t set a = 1', true],
  ['with d as (delete from t returning *) select * from d', true],
])('whether planning %s takes more than ACCESS SHARE', async (sql, locks) => {
  expect(await checkPlannable(sql)).toMatchObject({ locks });
});

test('counts placeholders, not what looks like them', async () => {
  expect(await checkPlannable(`select '$9', $2 from t where a = $1 -- $8`)).toMatchObject({
    parameters: 2,
  });
});
