import fc from 'fast-check';
import { tokenize, withoutOuterParentheses } from '../../src/sql/tokens';

const texts = (text: string): readonly string[] => tokenize(text).map((token) => token.text);

test('splits what ruleutils.c prints', () => {
  expect(texts(`(o.note ~~ 'it''s (a) "b"'::text)`)).toEqual([
    '(',
    'o',
    '.',
    'note',
    '~~',
    `'it''s (a) "b"'`,
    '::',
    'text',
    ')',
  ]);
  expect(texts(`("o.1"."Order ""No""" = $12)`)).toEqual([
    '(',
    'o.1',
    '.',
    'Order "No"',
    '=',
    '$12',
    ')',
  ]);
  expect(texts(`(a.x >= '-1.5'::numeric[]) AND b.größe < 2.5e-3`)).toContain('größe');
  expect(texts(`E'\\\\x' || B'101'`)).toEqual([`E'\\\\x'`, '||', `B'101'`]);
});

test('comments are tokens, and an operator ends where one starts', () => {
  const kinds = (text: string): readonly string[] => tokenize(text).map(({ kind }) => kind);
  expect(kinds('a+--b\nc')).toEqual(['name', 'symbol', 'comment', 'name']);
  expect(kinds("a */* b /* ' */ */ 'c'")).toEqual(['name', 'symbol', 'comment', 'string']);
  expect(texts('/* a')).toEqual(['/', '*', 'a']);
  expect(kinds("e'\\'--' || $t$ $1 ' -- $t$ || $2")).toEqual([
    'string',
    'symbol',
    'string',
    'symbol',
    'parameter',
  ]);
});

test('a quoted name is told from a keyword', () => {
  const [bare, quoted] = [tokenize('AND')[0], tokenize('"AND"')[0]];
  expect([bare?.quoted, quoted?.quoted]).toEqual([false, true]);
});

test('nothing but white space is lost, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const tokens = tokenize(text);
      const kept = tokens.map(({ start, end }) => text.slice(start, end)).join('');
      const squeeze = (value: string): string => value.replace(/\s/g, '');
      expect(squeeze(kept)).toBe(squeeze(text));
    }),
  );
});

test('outer parentheses go only where they hold everything', () => {
  const inner = (text: string): string =>
    withoutOuterParentheses(tokenize(text))
      .map((token) => token.text)
      .join('');
  expect(inner('((a) OR (b))')).toBe('(a)OR(b)');
  expect(inner('(a) OR (b)')).toBe('(a)OR(b)');
  expect(inner('a')).toBe('a');
});
