import fc from 'fast-check';
import { wrapSql } from '../../../src/snapshot/format/wrap-sql';

const lines = (sql: string): string[] => wrapSql(sql, 60);

test('a join stays on one line with its kind', () => {
  const joins = [
    'inner join b on b.id = a.id',
    'left join c on c.id = a.id',
    'left outer join d on d.id = a.id',
    'full outer join e on e.id = a.id',
    'natural right join f',
    'cross join lateral unnest(a.tags) as t',
    'JOIN g using (id)',
  ];
  expect(lines(`select * from a ${joins.join(' ')} where a.id = $1`)).toEqual([
    'select *',
    'from a',
    ...joins,
    'where a.id = $1',
  ]);
});

test('a word of a clause breaks no function, no window and no comparison', () => {
  expect(
    lines(
      'select extract(year from o.placed_at), substring(o.code from 1 for 3), sum(o.total) over (partition by o.a order by o.b), percentile_cont(0.5) within group (order by o.total) from o where o.a is not distinct from $1 and o.b in (select p.id from p where p.c is true)',
    ),
  ).toEqual([
    'select extract(year from o.placed_at), substring(o.code from',
    '1 for 3), sum(o.total) over (partition by o.a order by o.b),',
    'percentile_cont(0.5) within group (order by o.total)',
    'from o',
    'where o.a is not distinct from $1 and o.b in (select p.id',
    'from p',
    'where p.c is true)',
  ]);
});

test('a short statement stays on one line', () => {
  expect(wrapSql('select 1 from a where b', 92)).toEqual(['select 1 from a where b']);
});

test('joined by spaces the lines give the statement back', () => {
  const word = fc.constantFrom(
    'inner',
    'join',
    'from',
    'where',
    '(select',
    '(',
    ')',
    "'a",
    '',
    'left',
    'x)',
    'distinct',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.nat(40), (words, columns) => {
      expect(wrapSql(words.join(' '), columns).join(' ')).toBe(words.join(' '));
    }),
  );
});
