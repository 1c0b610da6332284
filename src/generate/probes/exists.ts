import { casesOf, equal, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const exists: IndexProbe = {
  kind: 'exists',
  purpose: 'ask whether there is a row',
  of(subject) {
    const operands = operandsOf(subject);
    if (operands.length === 0) return [];
    const conditions = where([...equal(operands), ...predicate(subject.index)]);
    return [
      {
        variant: 'one',
        sql: `select exists (select from ${subject.from}${conditions})`,
        cases: casesOf(operands),
      },
    ];
  },
};
