import { comparisonOf, isEquality, isRange, testOf } from '../../src/findings/predicates';
import { predicate } from '../helpers/timelines';

test.each([
  ["(o.status = 'paid'::text)", true],
  ["((o.status)::text = 'paid'::text)", true],
  ['(o.id = 7)', true],
  ["(o.status = ANY ('{a,b}'::text[]))", true],
  ['("Order"."Status" = 7)', true],
  ["(o.note = 'a = b OR c'::text)", true],
  ["(lower(o.email) = 'x'::text)", false],
  ["((o.placed_at)::date = '2026-01-01'::date)", false],
  ['((o.id + 1) = 7)', false],
  ['((o.id = 7) OR (o.id = 8))', false],
  ['(o.id > 7)', false],
  ['(o.id IS NULL)', false],
])('%s holds the bare column equal: %p', (text, expected) => {
  expect(isEquality(predicate(text, 'c'))).toBe(expected);
});

test('a predicate on several columns, or on none, is no comparison of one', () => {
  expect(comparisonOf(predicate('(o.a = o.b)', 'a', 'b'))).toBeUndefined();
  expect(comparisonOf(predicate('(1 = 2)'))).toBeUndefined();
});

test('what stands on the left is told without its parentheses', () => {
  expect(comparisonOf(predicate("((o.placed_at)::date = 'x'::date)", 'placed_at'))).toEqual({
    operator: '=',
    left: '(o.placed_at)::date',
    bare: false,
  });
});

test.each(['<', '>', '<=', '>='])('%s bounds on one side', (operator) => {
  expect(isRange(predicate(`(o.id ${operator} 7)`, 'id'))).toBe(true);
  expect(isRange(predicate(`(abs(o.id) ${operator} 7)`, 'id'))).toBe(false);
});

test.each([
  ['(o.deleted_at IS NULL)', 'is null'],
  ['(o.deleted_at IS NOT NULL)', 'is not null'],
  ['o.active', 'true'],
  ['(NOT o.active)', 'not'],
  ['(o.active = 1)', undefined],
])('%s tests for %p', (text, expected) => {
  expect(testOf(predicate(text, 'c'))).toBe(expected);
});
