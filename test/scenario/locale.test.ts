import { localeNotes, localeText, readLocale } from '../../src/scenario/locale';
import { thrownBy } from '../helpers/thrown';

test.each([
  ['en_US', 'en-US (ICU)'],
  ['de-DE', 'de-DE (ICU)'],
  ['en_US.UTF-8', 'en-US (ICU)'],
  ['sr_RS@latin', 'sr-RS (ICU)'],
  ['und', 'und (ICU)'],
  ['en-US-x-icu', 'en-US (ICU)'],
  ['C', 'C (builtin)'],
  ['POSIX', 'C (builtin)'],
  ['C.utf8', 'C.UTF-8 (builtin)'],
])('%s is %s', (written, text) => {
  expect(localeText(readLocale(written))).toBe(text);
});

test.each(['', 'xx_YY', 'english', '7'])('%j is none', (written) => {
  expect(thrownBy(() => readLocale(written))).toMatchObject({
    message: `is '${written}', which is no locale of ICU`,
  });
});

test('the output names the collation, and what the nearest to one of libc may order otherwise', () => {
  expect(localeNotes(undefined, true)).toEqual([]);
  expect(localeNotes(readLocale('de-DE'), true)).toEqual([
    'texts without a collation of their own have de-DE (ICU)',
  ]);
  expect(localeNotes(readLocale('en_US.UTF-8'), true)[0]).toContain(
    'en-US (ICU), the nearest to en_US.UTF-8 of libc',
  );
  expect(localeNotes(readLocale('de-DE'), false)[0]).toContain("locale 'de-DE' was not used");
});
