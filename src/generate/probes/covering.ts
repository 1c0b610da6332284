import { quoteIdent } from '../../postgres/quote';
import { casesOf, equal, operandsOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const covering: IndexProbe = {
  kind: 'covering',
  purpose: 'read only columns that the index contains',
  of(subject) {
    const { index } = subject;
    const operands = operandsOf(subject).slice(0, 1);
    const columns = [
      ...index.keys.flatMap(({ column }) => (column === undefined ? [] : [column])),
      ...index.include,
    ];
    if (operands.length === 0 || columns.length < 2) return [];
    const list = [...new Set(columns)].map(quoteIdent).join(', ');
    return [
      {
        variant: 'projection',
        sql: `select ${list} from ${subject.from}${where([...equal(operands), ...predicate(index)])}`,
        cases: casesOf(operands),
      },
    ];
  },
};
