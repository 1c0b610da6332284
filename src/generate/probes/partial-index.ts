import { casesOf, equal, isOrdered, operandsOf, orderBy, where } from './conditions';
import type { IndexProbe } from './types';

export const partialIndex: IndexProbe = {
  kind: 'partial-index',
  purpose: 'forget the condition of a partial index',
  of(subject) {
    const { index, from } = subject;
    if (index.predicate === undefined) return [];
    const operands = operandsOf(subject);
    const [first] = operands;
    if (first === undefined) {
      return isOrdered(index)
        ? [
            {
              variant: 'forgotten',
              sql: `select * from ${from}${orderBy(index.keys, false)} limit 20`,
              cases: { default: [] },
            },
          ]
        : [];
    }
    return [
      {
        variant: 'forgotten',
        sql: `select * from ${from}${where(equal(operands))}`,
        cases: casesOf(operands),
      },
    ];
  },
};
