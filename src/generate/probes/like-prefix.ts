import { operandOf, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const likePrefix: IndexProbe = {
  kind: 'like-prefix',
  purpose: 'find the rows whose text starts with some letters',
  of(subject) {
    const { index, table } = subject;
    const [key] = index.keys;
    const column = table.columns.find(({ name }) => name === key?.column);
    const operand = key && operandOf(subject, key);
    // Without the C collation only the pattern classes serve LIKE (match_pattern_prefix, like_support.c).
    const serves = key?.collation === 'C' || /pattern_ops$/.test(key?.operatorClass ?? '');
    if (operand === undefined || column?.category !== 'S' || index.method !== 'btree' || !serves)
      return [];
    return [
      {
        variant: 'prefix',
        sql: `select * from ${subject.from}${where([`${operand.left} like 'ab12cd%'`, ...predicate(index)])}`,
        cases: { default: [] },
      },
    ];
  },
};
