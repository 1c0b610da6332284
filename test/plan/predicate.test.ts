import { columnsOf, predicates, splitAnd } from '../../src/plan/predicate';

const o = { alias: 'o', qualified: true };
const bare = { alias: 'o', qualified: false };

test('terms of an AND come apart at the top only', () => {
  expect(
    splitAnd(
      `((o.a = 1) AND (o.b = 'x AND y'::text) AND ((o.c = 1) OR ((o.d = 2) AND (o.e = 3))))`,
    ),
  ).toEqual(['(o.a = 1)', `(o.b = 'x AND y'::text)`, '((o.c = 1) OR ((o.d = 2) AND (o.e = 3)))']);
  expect(splitAnd('(o.a = 1)')).toEqual(['(o.a = 1)']);
  expect(splitAnd('o.active')).toEqual(['o.active']);
  expect(splitAnd('(o.active AND (NOT o.gone))')).toEqual(['o.active', '(NOT o.gone)']);
  expect(splitAnd('(o."AND" = 1)')).toEqual(['(o."AND" = 1)']);
  const choice = `CASE WHEN ((o.a = 1) AND (o.b = 2)) THEN true ELSE false END`;
  expect(splitAnd(choice)).toEqual([choice]);
  expect(splitAnd(`(${choice} AND o.c)`)).toEqual([choice, 'o.c']);
});

test.each([
  ['a comparison', `(o.status = 'done'::text)`, ['status']],
  ['two columns, once each', '((o.a + o.b) > o.a)', ['a', 'b']],
  ['a function', `(lower(o.email) = 'x'::text)`, ['email']],
  ['a list', `(o.id = ANY ('{1,2}'::bigint[]))`, ['id']],
  [
    'a row',
    `(ROW(o.created_at, o.id) < ROW('2025-01-01'::date, '1'::bigint))`,
    ['created_at', 'id'],
  ],
  ['IS NULL', '(o.parent_id IS NULL)', ['parent_id']],
  ['a boolean column', '(NOT o.active)', ['active']],
  ['a join partner, whose columns are not meant', '(o.customer_id = c.id)', ['customer_id']],
  ['a column of a quoted name', '(o."Order Note" IS NOT NULL)', ['Order Note']],
  ['a cast to a type in a schema of that name', `(o.state = 'x'::o.state_type)`, ['state']],
  ['a function in a schema of that name', '(o.normal(x.a) = o.b)', ['b']],
  ['an operator in a schema of that name', '(o.a OPERATOR(o.=) 1)', ['a']],
  ['a collation', '((o.a COLLATE o.c) = 1)', ['a']],
  ['a field of a composite column', `((o.address).city = 'x'::text)`, ['address']],
  ['the whole row', '(o.* IS NOT NULL)', ['*']],
  ['an alias inside a text', `(c.a = 'o.b'::text)`, []],
  ['a longer path', '(x.o.a = 1)', []],
  ['a subplan', '(o.total > (InitPlan 1).col1)', ['total']],
])('columns of %s', (_what, text, columns) => {
  expect(columnsOf(text, o)).toEqual(columns);
});

test('an alias that needs quotes', () => {
  expect(columnsOf('("o.1".id = "O".id)', { alias: 'o.1', qualified: true })).toEqual(['id']);
});

test.each([
  [`(status = 'done'::text)`, ['status']],
  [`(created_at > '2025-01-01'::timestamp with time zone)`, ['created_at']],
  ['((lower(email) = $1) AND (NOT active))', ['email', 'active']],
  [`((id)::text = ANY ('{1}'::text[]))`, ['id']],
  ['(customer_id = c.id)', ['customer_id']],
  ['(o.customer_id = c.id)', ['customer_id']],
  ['(total > (InitPlan 1).col1)', ['total']],
  ['(NOT (hashed SubPlan 1))', []],
  ['("order" IS NOT NULL)', ['order']],
  ['((deleted = false) OR (gone = true))', ['deleted', 'gone']],
  ['("false" = true)', ['false']],
  ['(hashed = 7)', ['hashed']],
  ['(created_on < CURRENT_DATE)', ['created_on']],
  ["(EXTRACT(year FROM created_at) = '2026'::numeric)", ['created_at']],
  [`(length::character varying = 'x'::character varying(10))`, ['length']],
])('without VERBOSE, columns stand alone: %s', (text, columns) => {
  expect(columnsOf(text, bare)).toEqual(columns);
});

test('each term has its own columns', () => {
  expect(predicates('((o.a = 1) AND (o.b < c.d))', o)).toEqual([
    { text: '(o.a = 1)', columns: ['a'] },
    { text: '(o.b < c.d)', columns: ['b'] },
  ]);
});
