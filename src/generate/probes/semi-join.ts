import { quoteIdent } from '../../postgres/quote';
import { joinCondition } from './join';
import type { ForeignKeyProbe } from './types';

export const semiJoin: ForeignKeyProbe = {
  kind: 'semi-join',
  purpose: 'show the first parents that have a child, and the first that have none',
  of(subject) {
    const { from, parent, parentFrom } = subject;
    const key = parent.primaryKey;
    if (key === undefined) return [];
    const order = key.map((column) => `p.${quoteIdent(column)}`).join(', ');
    const on = joinCondition(subject);
    const page = (not: string): string =>
      `select p.* from ${parentFrom} p where ${not}exists (select from ${from} c where ${on}) order by ${order} limit 20`;
    return [
      { variant: 'with a child', sql: page(''), cases: { default: [] } },
      { variant: 'without', sql: page('not '), cases: { default: [] } },
    ];
  },
};
