import { words as made } from '../../../src/definitions';
import * as text from '../../../src/model/case-value/pick-text';
import type { Distribution } from '../../../src/model/types';

const ofSize = (vocabulary: number) =>
  made({ vocabulary, minWords: 1, maxWords: 1 }) as Extract<Distribution, { kind: 'words' }>;

test('a word is absent only where one more can be made up than the vocabulary has', () => {
  expect(text.words(ofSize(2 ** 16 - 1), 'absent')).toBeDefined();
  // The 65,537th would be the first again.
  expect(text.words(ofSize(2 ** 16), 'absent')).toBeUndefined();
  expect(text.words(ofSize(2 ** 16 + 1), 'absent')).toBeDefined();
  expect(text.words(ofSize(2 ** 20), 'absent')).toBeUndefined();
});
