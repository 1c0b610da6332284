import { operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

const lengths = [0, 1, 10, 100, 1_000, 10_000];

export const inList: IndexProbe = {
  kind: 'in-list',
  purpose: 'find the rows of a list of values, from none to ten thousand',
  of(subject) {
    const [first] = operandsOf(subject);
    // There is no array of arrays.
    if (first?.key.column === undefined || first.key.type.endsWith('[]')) return [];
    // A list of draws alone would be of two values; numbers are spread over the row numbers.
    const whole = /^(?:integer|bigint|smallint)$/.test(first.key.type);
    const value = (length: number): unknown =>
      whole
        ? Array.from(
            { length },
            (_, place) => 1 + ((place * (first.key.type === 'smallint' ? 3 : 7919)) % 30_000),
          )
        : length === 0
          ? []
          : [first.draw('common'), first.draw('rare'), first.draw('absent')];
    return [
      {
        variant: 'any',
        sql: `select * from ${subject.from}${where([`${first.left} = any($1)`, ...predicate(subject.index)])}`,
        cases: Object.fromEntries(
          (whole ? lengths : [0, 3]).map((length) => [
            length === 0 ? 'empty' : `${length} values`,
            [value(length)],
          ]),
        ),
      },
    ];
  },
};
