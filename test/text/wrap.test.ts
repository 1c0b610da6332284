import fc from 'fast-check';
import { clip, displayWidth, printable, wrapText } from '../../src/text/wrap';

test.each([
  ['plain', 5],
  ['注文一覧', 8],
  ['한글', 4],
  ['ｆｕｌｌ', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
  ['1k … 1M ← ×', 11],
  ['', 0],
])('%s is %i columns wide', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom('注文', '一覧を表示する', '👩‍👩‍👧', 'orders_customer_id_created_at_idx'),
);
const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(' '));

describe('wrapping', () => {
  test('keeps to the width and loses nothing', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), fc.nat(4), (value, columns, hang) => {
        const lines = wrapText(value, columns, hang);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
      }),
    );
  });

  test('indents what follows the first line', () => {
    expect(wrapText('one two three', 7, 2)).toEqual(['one two', '  three']);
  });

  test('breaks a word only where it fits nowhere', () => {
    expect(wrapText('an orders_created_at_idx', 10)).toEqual([
      'an',
      'orders_cre',
      'ated_at_id',
      'x',
    ]);
  });

  test('makes one line at least', () => {
    expect(wrapText('', 10)).toEqual(['']);
  });
});

test('clipping leaves a sign that something is missing', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (value, columns) => {
      const clipped = clip(value, columns);
      expect(displayWidth(clipped)).toBeLessThanOrEqual(columns);
      expect(clipped === value || clipped.endsWith('…')).toBe(true);
    }),
  );
});

/** Any code units, lone surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((units) => String.fromCharCode(...units));

const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

test('names cannot move the cursor or start a line', () => {
  expect(printable('a\nb\tc \u001b[31mred\u202e')).toBe(String.raw`a b c \u001b[31mred\u202e`);
  fc.assert(
    fc.property(anyText, (value) => {
      expect(printable(value)).not.toMatch(control);
    }),
  );
});

test('a share stays with its sign', () => {
  expect(wrapText('takes 0.005 % of it', 12)).toEqual(['takes', '0.005 % of', 'it']);
});
