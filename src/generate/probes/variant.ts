import { quoteIdent } from '../../postgres/quote';
import { variants } from '../variants';
import { casesOf, operandsOf, predicate, where } from './conditions';
import type { IndexProbe, Unnamed } from './types';

export const variant: IndexProbe = {
  kind: 'variant',
  purpose: 'ask for one value as a hurried author would write it',
  of(subject) {
    const [first] = operandsOf(subject);
    const column = subject.table.columns.find(({ name }) => name === first?.key.column);
    if (first === undefined || column === undefined || subject.index.method !== 'btree') return [];
    return variants.flatMap(({ name, condition }): Unnamed[] => {
      const found = condition({ column, left: quoteIdent(column.name), value: '$1' });
      if (found === undefined) return [];
      const sql = `select * from ${subject.from}${where([found, ...predicate(subject.index)])}`;
      return [
        {
          variant: name,
          sql,
          cases: sql.includes('$1') ? casesOf([first], ['rare']) : { default: [] },
        },
      ];
    });
  },
};
