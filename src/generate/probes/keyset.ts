import { equal, isOrdered, operandsOf, orderBy, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const keyset: IndexProbe = {
  kind: 'keyset',
  purpose: 'show the next page after the last row of the one before',
  of(subject) {
    const { index, from } = subject;
    const operands = operandsOf(subject);
    const whole = operands.length === index.keys.length;
    const same = index.keys.every(({ descending }) => descending === index.keys[0]?.descending);
    if (!isOrdered(index) || !whole || !same) return [];
    const sign = index.keys[0]?.descending === true ? '<' : '>';
    const columns = operands.map(({ left }) => left).join(', ');
    const values = operands.map(({ right }, place) => right(place + 1)).join(', ');
    const condition =
      operands.length === 1 ? `${columns} ${sign} ${values}` : `(${columns}) ${sign} (${values})`;
    return [
      {
        variant: 'next page',
        sql: `select * from ${from}${where([condition, ...predicate(index)])}${orderBy(index.keys, false)} limit 20`,
        cases: {
          'first page': operands.map(({ draw }) => draw('lowest')),
          'deep page': operands.map(({ draw }) => draw('common')),
          'last page': operands.map(({ draw }) => draw('highest')),
        },
      },
      ...(operands.length > 1
        ? [
            {
              variant: 'next page of one value',
              sql: `select * from ${from}${where([...equal(operands.slice(0, -1)), `${operands.at(-1)?.left} ${sign} ${operands.at(-1)?.right(operands.length)}`, ...predicate(index)])}${orderBy(index.keys.slice(-1), false)} limit 20`,
              cases: { 'deep page': operands.map(({ draw }) => draw('common')) },
            },
          ]
        : []),
    ];
  },
};
