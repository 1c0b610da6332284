import { denyIndex } from '../../src/sql/deny-index';
import { guard } from '../../src/sql/guard';

const S = 'tablesample pg_catalog.bernoulli (100)';

describe('denyIndex', () => {
  it.each([
    ['select * from t', 't', 't', `select * from t ${S}`],
    ['select * from t where a = 1', 't', 't', `select * from t ${S} where a = 1`],
    [
      'select * from s.t as x (a, b) join u on true',
      't',
      'x',
      `select * from s.t as x (a, b) ${S} join u on true`,
    ],
    ['select * from only "T" "X", u', 'T', 'X', `select * from only "T" "X" ${S} , u`],
    [
      "select 'é' from t x /* as y */ limit 1",
      't',
      'x',
      `select 'é' from t x ${S} /* as y */ limit 1`,
    ],
    ['select * from t a, t b', 't', 'b', `select * from t a, t b ${S}`],
    [
      'with c as (select * from t) select * from c, t t2',
      't',
      't2',
      `with c as (select * from t) select * from c, t t2 ${S}`,
    ],
  ])('%s', async (sql, relation, alias, expected) => {
    const denied = await denyIndex(sql, { relation, alias });
    expect(denied.map((text) => text.trim().replaceAll(/\s+/g, ' '))).toEqual([expected]);
    expect(await guard(denied[0] ?? '')).toMatchObject({ ok: true });
  });

  it.each([
    ['select * from v', 't', 't'],
    ['select * from t tablesample system (1)', 't', 't'],
    ['with t as (select 1) select * from t', 't', 't'],
  ])('leaves %s alone', async (sql, relation, alias) => {
    expect(await denyIndex(sql, { relation, alias })).toEqual([]);
  });

  it('gives a text for each place where an alias repeats', async () => {
    const denied = await denyIndex('select * from t, (select * from t) x', {
      relation: 't',
      alias: 't',
    });
    expect(denied).toHaveLength(2);
  });
});
