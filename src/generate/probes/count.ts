import { casesOf, equal, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const count: IndexProbe = {
  kind: 'count',
  purpose: 'count the rows of one value',
  of(subject) {
    const operands = operandsOf(subject).slice(0, 1);
    if (operands.length === 0) return [];
    const conditions = where([...equal(operands), ...predicate(subject.index)]);
    return [
      {
        variant: 'one value',
        sql: `select count(*) from ${subject.from}${conditions}`,
        cases: casesOf(operands, ['common', 'rare']),
      },
    ];
  },
};
