import { quoteIdent } from '../../postgres/quote';
import { casesOf, equal, isOrdered, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

const written =
  /^(?:created|inserted|placed|ordered|occurred|received|recorded|posted|sent|logged)_?(?:at|on|date|time)?$/i;

export const filterOrder: IndexProbe = {
  kind: 'filter-order',
  purpose: 'show the newest rows of one value: filter by an index, order by the time or the key',
  of(subject) {
    const { index, table, from } = subject;
    if (!isOrdered(index) || index.unique) return [];
    const operands = operandsOf(subject).slice(0, 1);
    const time = table.columns.find(({ name, category }) => category === 'D' && written.test(name));
    const key = table.primaryKey?.length === 1 ? table.primaryKey[0] : undefined;
    const order = time?.name ?? key;
    const own = index.keys.some(({ column }) => column === order);
    if (operands.length === 0 || order === undefined || own) return [];
    const conditions = where([...equal(operands), ...predicate(index)]);
    return [
      {
        variant: 'newest',
        sql: `select * from ${from}${conditions} order by ${quoteIdent(order)} desc limit 20`,
        cases: casesOf(operands),
      },
    ];
  },
};
