import { casesOf, equal, isOrdered, operandsOf, orderBy, predicate, where } from './conditions';
import type { IndexProbe, Unnamed } from './types';

export const orderLimit: IndexProbe = {
  kind: 'order-limit',
  purpose: 'show the first page of a list, in either direction',
  of(subject) {
    const { index, from, table } = subject;
    if (!isOrdered(index)) return [];
    const operands = operandsOf(subject);
    return index.keys.flatMap((key, place): Unnamed[] => {
      if (place > operands.length) return [];
      const before = operands.slice(0, place);
      const rest = index.keys.slice(place);
      const conditions = where([...equal(before), ...predicate(index)]);
      const list = (order: string): string => `select * from ${from}${conditions}${order} limit 20`;
      const cases = casesOf(before);
      const nullable = table.columns.some(({ name, notNull }) => name === key.column && !notNull);
      return [
        { variant: `${place + 1} forward`, sql: list(orderBy(rest, false)), cases },
        { variant: `${place + 1} backward`, sql: list(orderBy(rest, true)), cases },
        ...(nullable && rest.length === 1
          ? [
              {
                variant: `${place + 1} nulls`,
                sql: list(
                  ` order by ${key.sql}${key.descending ? ' desc' : ''} nulls ${key.nullsFirst ? 'last' : 'first'}`,
                ),
                cases,
              },
            ]
          : []),
      ];
    });
  },
};
