import { casesOf, drawTogether, equal, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const equality: IndexProbe = {
  kind: 'equality',
  purpose: 'find the rows of one value, by each number of leading columns',
  of(subject) {
    const operands = operandsOf(subject);
    return operands.map((_, place) => {
      const some = operands.slice(0, place + 1);
      const last = place === operands.length - 1;
      return {
        variant: `${place + 1}`,
        sql: `select * from ${subject.from}${where([...equal(some), ...predicate(subject.index)])}`,
        cases: {
          ...casesOf(some),
          ...(last && !subject.index.unique ? drawTogether(subject, some) : {}),
          ...(isNullable(subject, some) ? casesOf(some, ['null']) : {}),
        },
      };
    });
  },
};

/** Equality with null has no rows, and the planner knows it of a constant alone: one column shows that. */
function isNullable(
  { table }: Parameters<IndexProbe['of']>[0],
  [first, ...others]: ReturnType<typeof operandsOf>,
): boolean {
  const column = table.columns.find(({ name }) => name === first?.key.column);
  return others.length === 0 && column?.notNull === false;
}
