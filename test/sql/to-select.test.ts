import { toSelect } from '../../src/sql/to-select';
import { guard } from '../../src/sql/guard';

const cases: readonly (readonly [string, string])[] = [
  ['update t set a = 1 where b = 2', 'select t.ctid from t where b = 2'],
  [
    'update only s.t as x set a = 1, b = c is distinct from d from u where x.id = u.id returning a',
    'select x.ctid from only s.t as x, u where x.id = u.id',
  ],
  [
    'with c as (select 1 as id) update "T" set a = (select max(a) from u) from c where "T".id = c.id;',
    'with c as (select 1 as id) select "T".ctid from "T", c where "T".id = c.id',
  ],
  ["update t set a = 'set where from'", 'select t.ctid from t'],
  ['delete from t', 'select t.ctid from t'],
  [
    "delete from t using u, v where t.a = u.a and u.b = 'é' returning *",
    "select t.ctid from t, u, v where t.a = u.a and u.b = 'é'",
  ],
  [
    'insert into t (a, b) select a, b from u join v on u.id = v.id on conflict (a) do nothing returning a',
    'select a, b from u join v on u.id = v.id',
  ],
  ['update only (t) set a = 1 where b = 2', 'select t.ctid from only (t) where b = 2'],
  [
    'update t -- the target\n set a = 1 from u -- of the join\n where t.id = u.id -- both\n returning a',
    'select t.ctid from t, u where t.id = u.id',
  ],
  ['insert into t values (1, 2)', 'values (1, 2)'],
  [
    'select * from jobs where done = false order by id for update skip locked limit 1',
    'select * from jobs where done = false order by id limit 1',
  ],
  ["select 'ü' from a, b for no key update of a, s.b nowait", "select 'ü' from a, b"],
  [
    'update jobs set taken = now() where id = (select id from jobs order by id for update skip locked limit 1)',
    'select jobs.ctid from jobs where id = (select id from jobs order by id limit 1)',
  ],
];

describe('toSelect', () => {
  it.each(cases)('%s', async (sql, expected) => {
    const form = await toSelect(sql);
    expect(form.sql.replaceAll(/\s+/g, ' ')).toBe(expected);
    expect(form.note).toMatch(/^planned/);
    expect(await guard(form.sql)).toMatchObject({ ok: true });
  });

  it('closes the gaps that parameters of the set clause leave', async () => {
    expect(
      await toSelect("update t set a = $1, b = 'é' where id = $3 and c = $2 or id = $3"),
    ).toMatchObject({
      sql: 'select t.ctid from t where id = $2 and c = $1 or id = $2',
      parameters: [2, 3],
    });
    expect((await toSelect('delete from t where id = $1')).parameters).toBeUndefined();
  });

  it.each([
    'select 1',
    "select substring('abc' for 2) from t",
    'drop table t',
    'select 1; update t set a = 1',
    'update t set a = 1 where current of c',
    'not sql',
    'merge into t using u on t.a = u.a when matched then delete',
  ])('leaves %s to the guard', async (sql) => {
    expect(await toSelect(sql)).toEqual({ sql });
  });

  it('leaves a CTE that changes data where it is, and the guard refuses it', async () => {
    const { sql } = await toSelect(
      'with d as (delete from t returning *) select * from d for update',
    );
    expect(await guard(sql)).toEqual({ ok: false, reason: 'it contains a delete' });
  });
});
