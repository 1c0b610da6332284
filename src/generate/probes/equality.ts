import { casesOf, equal, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const equality: IndexProbe = {
  kind: 'equality',
  purpose: 'find the rows of one value, by each number of leading columns',
  of(subject) {
    const operands = operandsOf(subject);
    return operands.map((_, place) => {
      const some = operands.slice(0, place + 1);
      return {
        variant: `${place + 1}`,
        sql: `select * from ${subject.from}${where([...equal(some), ...predicate(subject.index)])}`,
        cases: casesOf(some),
      };
    });
  },
};
