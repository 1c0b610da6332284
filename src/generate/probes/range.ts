import { equal, operandOf, operandsOf, operator, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const range: IndexProbe = {
  kind: 'range',
  purpose: 'find the rows above a value: the last ones, half of them, all of them',
  of(subject) {
    const operands = operandsOf(subject);
    return subject.index.keys.slice(0, operands.length + 1).flatMap((key, place) => {
      const last = operandOf(subject, key);
      const above = operator(key, '>=');
      if (last === undefined || above === undefined) return [];
      const before = operands.slice(0, place);
      const condition = `${last.left} >= ${last.right(place + 1)}`;
      const values = before.map(({ draw }) => draw('common'));
      return {
        variant: `${place + 1}`,
        sql: `select * from ${subject.from}${where([...equal(before), condition, ...predicate(subject.index)])}`,
        cases: {
          narrow: [...values, last.draw('highest')],
          half: [...values, last.draw('common')],
          'open-ended': [...values, last.draw('lowest')],
        },
      };
    });
  },
};
