import { columnPattern } from '../../src/generate/names';

describe('the name of a column in an expression', () => {
  test.each([
    ['email', 'lower(email)'],
    ['Email', 'lower("Email")'],
    ['a$b', `COALESCE("a$b", ''::text)`],
  ])('is found: %s in %s', (column, expression) => {
    expect(expression).toMatch(columnPattern(column));
  });

  test.each([
    ['email', 'lower("Email")'],
    ['mail', 'lower(email)'],
    ['lower', 'lower(email)'],
    ['text', '((code)::text)'],
    ['x', "(code = 'x'::text)"],
  ])('is not another word: %s in %s', (column, expression) => {
    expect(expression).not.toMatch(columnPattern(column));
  });
});
