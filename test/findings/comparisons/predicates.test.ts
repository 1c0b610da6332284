import {
  comparisonOf,
  isEquality,
  isRange,
  testOf,
} from '../../../src/findings/comparisons/predicates';
import { predicate } from '../../helpers/timelines';

test.each([
  ["(o.c = 'paid'::text)", true],
  ["((o.c)::text = 'paid'::text)", true],
  ['(o.c = 7)', true],
  ["(o.c = ANY ('{a,b}'::text[]))", true],
  ['("Order".c = 7)', true],
  ["(o.c = 'a = b OR c'::text)", true],
  ['(o.c = x.c)', true],
  ["(lower(o.c) = 'x'::text)", false],
  ["((o.c)::date = '2026-01-01'::date)", false],
  ['((o.c + 1) = 7)', false],
  ['((o.c = 7) OR (o.c = 8))', false],
  ['(o.c > 7)', false],
  ['(o.c IS NULL)', false],
  ['(o.c = lower(o.c))', false],
  ["(o.c = ALL ('{a,b}'::text[]))", false],
  ['(o.c = (SubPlan 1))', false],
  ['(o.c = (InitPlan 1).col1)', true],
  ['(o.c = (random() * 9))', false],
])('%s holds the bare column equal: %p', (text, expected) => {
  expect(isEquality(predicate(text, 'c'))).toBe(expected);
});

test.each([
  ['(7 = o.c)', true],
  ["('7'::bigint = o.c)", true],
  ['($1 = o.c)', true],
  ["('x'::text = (o.c)::text)", true],
  ["('7'::numeric = (o.c)::numeric)", false],
  ['(7 = (o.c + 1))', false],
  ['(7 = ANY (o.c))', false],
])('the side of the column does not matter: %s: %p', (text, expected) => {
  expect(isEquality(predicate(text, 'c'))).toBe(expected);
});

test.each([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
])('7 %s column is column %s 7', (written, operator) => {
  expect(comparisonOf(predicate(`(7 ${written} o.c)`, 'c'))).toEqual({
    operator,
    operand: 'o.c',
    bare: true,
  });
});

test('a cast of a column is judged by the type of the column', () => {
  const cast = predicate("((o.c)::text = 'x'::text)", 'c');
  expect(isEquality(cast, () => 'varchar')).toBe(true);
  expect(isEquality(cast, () => 'citext')).toBe(false);
});

test('a predicate on several columns, or on none, is no comparison of one', () => {
  expect(comparisonOf(predicate('(o.a = o.b)', 'a', 'b'))).toBeUndefined();
  expect(comparisonOf(predicate('(1 = 2)'))).toBeUndefined();
});

test('the side of the column is printed without its parentheses', () => {
  expect(comparisonOf(predicate("((o.placed_at)::date = 'x'::date)", 'placed_at'))).toEqual({
    operator: '=',
    operand: '(o.placed_at)::date',
    bare: false,
  });
});

test.each(['<', '>', '<=', '>='])('%s bounds on one side', (operator) => {
  expect(isRange(predicate(`(o.id ${operator} 7)`, 'id'))).toBe(true);
  expect(isRange(predicate(`(abs(o.id) ${operator} 7)`, 'id'))).toBe(false);
});

test.each([
  ['(o.c IS NULL)', 'is null'],
  ['(o.c IS NOT NULL)', 'is not null'],
  ['o.c', 'true'],
  ['(NOT o.c)', 'not'],
  ['(o.c = 1)', undefined],
])('%s tests for %p', (text, expected) => {
  expect(testOf(predicate(text, 'c'))).toBe(expected);
});
