import { checkNumber, checkOptions, checkOrder, checkText, refuse, show } from '../arguments';
import type { Distribution } from '../types';

export interface WordsOptions {
  /** How many different words there are, made up; or the words themselves, the most common first. */
  readonly vocabulary: number | readonly string[];
  /** Of Zipf's law: the k-th word is as likely as `1 / k^exponent`; 1 where absent, as in natural language. */
  readonly exponent?: number;
  /** Fewest and most words; at most 200. */
  readonly minWords: number;
  readonly maxWords: number;
}

/** Most words that a text may have, and most entries of a list of words times words of a text. */
const mostWords = 200;

const mostEntries = 40_000;

/** Texts of words, for full-text search and trigrams. */
export function words(options: WordsOptions): Distribution {
  checkOptions('words', options, ['vocabulary', 'exponent', 'minWords', 'maxWords']);
  const { vocabulary, exponent = 1 } = options;
  const limits = { max: mostWords, integer: true };
  const minWords = checkNumber('words', 'minWords', options.minWords, { min: 0, ...limits });
  const maxWords = checkNumber('words', 'maxWords', options.maxWords, { min: 1, ...limits });
  checkOrder('words', ['minWords', minWords], ['maxWords', maxWords]);
  if (typeof vocabulary === 'number') {
    checkNumber('words', 'vocabulary', vocabulary, { min: 1, max: 2 ** 20, integer: true });
  } else {
    if (!Array.isArray(vocabulary) || vocabulary.length === 0)
      refuse('words', 'vocabulary', `is ${show(vocabulary)}; must be a number or a list of words`);
    for (const [place, word] of vocabulary.entries()) {
      const text = checkText('words', `vocabulary[${place}]`, word);
      if (/\s/.test(text))
        refuse('words', `vocabulary[${place}]`, `is '${text}'; must be one word`);
    }
    if (vocabulary.length * maxWords > mostEntries)
      refuse(
        'words',
        'vocabulary',
        `has ${vocabulary.length} words; with ${maxWords} words a text, must have at most ${Math.floor(mostEntries / maxWords)}`,
      );
  }
  return {
    kind: 'words',
    vocabulary,
    exponent: checkNumber('words', 'exponent', exponent, { min: 0, max: 10 }),
    minWords,
    maxWords,
  };
}
