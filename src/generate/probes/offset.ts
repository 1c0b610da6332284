import { isOrdered, orderBy, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const offset: IndexProbe = {
  kind: 'offset',
  purpose: 'show a page by its number: the first, and page 2,000',
  of({ index, from }) {
    if (!isOrdered(index)) return [];
    return [
      {
        variant: 'page',
        sql: `select * from ${from}${where(predicate(index))}${orderBy(index.keys, false)} limit 20 offset $1`,
        cases: { 'first page': [0], 'page 2,000': [40_000] },
      },
    ];
  },
};
