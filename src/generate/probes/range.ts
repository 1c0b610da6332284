import { equal, operandOf, operandsOf, operator, predicate, where } from './conditions';
import type { IndexProbe, Unnamed } from './types';

export const range: IndexProbe = {
  kind: 'range',
  purpose: 'find the rows above a value, below one and between two: a few, half of them, all, none',
  of(subject) {
    const operands = operandsOf(subject);
    return subject.index.keys.slice(0, operands.length + 1).flatMap((key, place): Unnamed[] => {
      const last = operandOf(subject, key);
      if (last === undefined) return [];
      const before = operands.slice(0, place);
      const values = before.map(({ draw }) => draw('common'));
      const compare = (sign: string, parameter = place + 1): string =>
        `${last.left} ${sign} ${last.right(parameter)}`;
      const sql = (...conditions: readonly string[]): string =>
        `select * from ${subject.from}${where([...equal(before), ...conditions, ...predicate(subject.index)])}`;
      const [lowest, common, highest] = (['lowest', 'common', 'highest'] as const).map(last.draw);
      const has = (sign: string): boolean => operator(key, sign) !== undefined;
      return [
        ...(has('>=')
          ? [
              {
                variant: `${place + 1}`,
                sql: sql(compare('>=')),
                cases: {
                  narrow: [...values, highest],
                  half: [...values, common],
                  'open-ended': [...values, lowest],
                },
              },
            ]
          : []),
        ...(has('<') && place === operands.length - 1
          ? [
              {
                variant: `${place + 1} below`,
                sql: sql(compare('<')),
                cases: { outside: [...values, lowest], 'all but the last': [...values, highest] },
              },
            ]
          : []),
        ...(has('>=') && has('<=') && place === operands.length - 1
          ? [
              {
                variant: `${place + 1} between`,
                sql: sql(compare('>='), compare('<=', place + 2)),
                cases: {
                  narrow: [...values, highest, highest],
                  wide: [...values, lowest, highest],
                  outside: [...values, highest, lowest],
                },
              },
            ]
          : []),
      ];
    });
  },
};
