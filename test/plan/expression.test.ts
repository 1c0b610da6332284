import fc from 'fast-check';
import { canonicalExpression, type Names } from '../../src/plan/expression';

const none: Names = { aliases: new Map(), subplans: new Map(), parameters: new Map() };
const canonical = (text: string): string => canonicalExpression(text, none);

const same = (...texts: readonly string[]): void => {
  expect(new Set(texts.map(canonical)).size).toBe(1);
};
const different = (...texts: readonly string[]): void => {
  expect(new Set(texts.map(canonical)).size).toBe(texts.length);
};

test('constants of one type are one placeholder', () => {
  same(`(o.status = 'done'::text)`, `(o.status = 'it''s (x) AND y'::text)`);
  same('(o.a > 5)', '(o.a > 12345)');
  same(
    `(o.at > '2025-01-01'::timestamp(3) with time zone)`,
    `(o.at > 'now'::timestamp(3) with time zone)`,
  );
  same(`(o.a = ANY ('{1,2}'::bigint[]))`, `(o.a = ANY ('{3}'::bigint[]))`);
  expect(canonical(`(o.x = 'a'::character varying(10))`)).toBe('(o . x = ?character varying(10))');
});

test('what changes the meaning stays', () => {
  different(
    `(o.a = '1'::text)`,
    `(o.a = '1'::bigint)`,
    `(o.a = '1'::text[])`,
    `((o.a)::text = '1'::text)`,
    '(o.a = NULL::text)',
    '(o.a IS NULL)',
    '(o.a = o.b)',
    `(o.b = '1'::text)`,
    `("O".a = '1'::text)`,
  );
});

test('members of an AND are sorted at every depth, those of an OR are not', () => {
  same('((a.x = 1) AND (a.y = 2))', '((a.y = 2) AND (a.x = 1))');
  same('(((a.x = 1) AND (a.y = 2)) OR (a.z = 1))', '(((a.y = 3) AND (a.x = 4)) OR (a.z = 1))');
  different('((a.x = 1) OR (a.y = 2))', '((a.y = 2) OR (a.x = 1))');
  same('CASE WHEN (a.x AND a.y) THEN 1 ELSE 2 END', 'CASE WHEN (a.y AND a.x) THEN 3 ELSE 4 END');
});

test('aliases, subplans and the outputs of initplans get their canonical names', () => {
  const names: Names = {
    aliases: new Map([['o_1', 'o#2']]),
    subplans: new Map([
      ['SubPlan 3', 'subplan_1'],
      ['InitPlan expr_1', 'initplan_1'],
      ['InitPlan 1', 'initplan_1'],
    ]),
    parameters: new Map([['$0', '(initplan_1) . col1']]),
  };
  const read = (text: string): string => canonicalExpression(text, names);
  expect(read('(o_1.a = (hashed SubPlan 3).col1)')).toBe('(o#2 . a = (hashed subplan_1) . col1)');
  expect(read('(o.a > $0)')).toBe(read('(o.a > (InitPlan 1).col1)'));
  expect(read('(o.a > $0)')).toBe(read('(o.a > (InitPlan expr_1).col1)'));
  expect(read('(o.a = $1)')).toBe('(o . a = ?parameter)');
  // A column may bear the name of an alias, and a text may look like a subplan.
  expect(read(`(x.o_1 = 'SubPlan 3'::text)`)).toBe('(x . o_1 = ?text)');
});

test('any order of any terms gives one text', () => {
  const term = fc.constantFrom(
    '(o.a = 1)',
    `(o.b < 'x'::text)`,
    'o.c',
    '(NOT o.d)',
    '((o.e = 1) OR (o.f = 2))',
    "(lower(o.g) = ANY ('{a,b}'::text[]))",
  );
  const shuffled = fc
    .uniqueArray(term, { minLength: 2 })
    .chain((terms) =>
      fc.tuple(
        fc.constant(terms),
        fc.shuffledSubarray(terms, { minLength: terms.length, maxLength: terms.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([terms, others]) => {
      expect(canonical(`(${others.join(' AND ')})`)).toBe(canonical(`(${terms.join(' AND ')})`));
    }),
  );
});
