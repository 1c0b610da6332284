import { qualifiedName, quoteIdent, quoteLiteral } from '../../src/postgres/quote';

test.each([
  ['orders', 'orders'],
  ['_x1', '_x1'],
  ['Orders', '"Orders"'],
  ['order', '"order"'],
  ['a b', '"a b"'],
  ['1st', '"1st"'],
  ['naïve', '"naïve"'],
  ['say "hi"', '"say ""hi"""'],
  ['x$y', '"x$y"'],
])('the identifier %p is written %p', (name, quoted) => {
  expect(quoteIdent(name)).toBe(quoted);
});

test.each(['', 'a\0b'])('%p is no identifier', (name) => {
  expect(() => quoteIdent(name)).toThrow(RangeError);
});

test.each([
  ["it's", "'it''s'"],
  ['', "''"],
  ['back\\slash', "e'back\\\\slash'"],
])('the literal %p is written %p', (value, quoted) => {
  expect(quoteLiteral(value)).toBe(quoted);
});

test('a literal holds no NUL', () => {
  expect(() => quoteLiteral('\0')).toThrow(RangeError);
});

test('a qualified name quotes both parts', () => {
  expect(qualifiedName('public', 'Order Items')).toBe('public."Order Items"');
});
