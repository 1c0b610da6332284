import { guard } from '../../src/sql/guard';

async function reason(sql: string): Promise<string> {
  const guarded = await guard(sql);
  return guarded.ok ? 'let through' : guarded.reason;
}

describe('guard', () => {
  it.each([
    'select 1',
    'select 1;',
    '-- a comment; drop table t\nselect 1',
    'values (1), (2)',
    'table orders',
    '(select 1 union all select 2) order by 1',
    'with recursive r as (select 1 as n union all select n + 1 from r where n < 10) select * from r',
    "select $$; drop table t$$, '; drop table t'",
    'select * from t tablesample bernoulli (1)',
    'select * from generate_series(1, 10) g, lateral (select g) x',
  ])('lets %s through', async (sql) => expect(await reason(sql)).toBe('let through'));

  it.each([
    ['select 1; drop table t', '2 statements'],
    ["select '\\'; drop table t; --'", '2 statements'],
    ['', 'no statement'],
    ['-- nothing', 'no statement'],
    ['drop table t', 'a DROP'],
    ['explain select 1', 'an EXPLAIN'],
    ['explain analyze select 1', 'an EXPLAIN'],
    ['explain (analyze) delete from t', 'an EXPLAIN'],
    ['analyze t', 'a VACUUM'],
    ['commit', 'a BEGIN, COMMIT or ROLLBACK'],
    ['set statement_timeout = 0', 'a SET'],
    ['do $$ begin delete from t; end $$', 'a DO'],
    ["copy t to program 'rm -rf /'", 'a COPY'],
    ["copy (select 1) to '/tmp/x'", 'a COPY'],
    ['create table x as select 1', 'a CREATE TABLE AS'],
    ['select * into x from t', 'creates a table'],
    ['select * into x from t union select * from t', 'creates a table'],
    ['create function f() returns int language sql as $$ select 1 $$', 'a CREATE FUNCTION'],
    ['call f()', 'a CALL'],
    ['lock table t', 'a LOCK'],
    ['prepare p as select 1', 'a PREPARE'],
    ['execute p', 'an EXECUTE'],
    ['declare c cursor for select 1', 'a DECLARE CURSOR'],
    ['refresh materialized view m', 'a REFRESH MAT VIEW'],
    ['notify c', 'a NOTIFY'],
    ['insert into t values (1)', 'ROW EXCLUSIVE'],
    ['update t set a = 1', 'ROW EXCLUSIVE'],
    ['delete from t', 'ROW EXCLUSIVE'],
    ['merge into t using u on true when matched then delete', 'ROW EXCLUSIVE'],
    ['with d as (delete from t returning *) select * from d', 'it contains a delete'],
    [
      'select * from (with i as (insert into t values (1) returning *) select * from i) x',
      'an insert',
    ],
    ['select * from t for update', 'lock rows'],
    ['select * from (select * from t for key share) x', 'lock rows'],
    ['selec 1', 'parser refuses it: syntax error at or near "selec"'],
  ])('refuses %s', async (sql, part) => expect(await reason(sql)).toContain(part));

  it('collects the names that a statement mentions', async () => {
    const guarded = await guard(
      "select f(x), s.g(1), a operator(public.===) b, c::mood, (row(1)).h from s.t where lower(x) = 'a' order by y using >>",
    );
    if (!guarded.ok) throw new Error(guarded.reason);
    expect([...guarded.mentions.functions].sort()).toEqual(['f', 'g', 'h', 'lower']);
    expect([...guarded.mentions.operators].sort()).toEqual(['=', '===', '>>']);
    expect([...guarded.mentions.types]).toEqual(['mood']);
    expect([...guarded.mentions.relations]).toEqual(['t']);
  });
});
