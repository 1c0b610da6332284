import { operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

const lengths = [0, 1, 10, 100, 1_000, 10_000];

/** Whole numbers spread over the row numbers; the same for all keys, since thousands of such lists fill the memory. */
const lists = (step: number): readonly (readonly number[])[] =>
  lengths.map((length) => Array.from({ length }, (_, place) => 1 + ((place * step) % 30_000)));
const numbers = lists(7919);
const smallNumbers = lists(3);

export const inList: IndexProbe = {
  kind: 'in-list',
  purpose: 'find the rows of a list of values, from none to ten thousand',
  of(subject) {
    const [first] = operandsOf(subject);
    // There is no array of arrays.
    if (first?.key.column === undefined || first.key.type.endsWith('[]')) return [];
    // A list of draws alone would be of three values.
    const whole = /^(?:integer|bigint|smallint)$/.test(first.key.type);
    const values: readonly (readonly unknown[])[] = whole
      ? first.key.type === 'smallint'
        ? smallNumbers
        : numbers
      : [[], [first.draw('common'), first.draw('rare'), first.draw('absent')]];
    return [
      {
        variant: 'any',
        sql: `select * from ${subject.from}${where([`${first.left} = any($1)`, ...predicate(subject.index)])}`,
        cases: Object.fromEntries(
          values.map((list) => [list.length === 0 ? 'empty' : `${list.length} values`, [list]]),
        ),
      },
    ];
  },
};
