import { isOrdered, predicate, where } from './conditions';
import type { IndexProbe } from './types';

export const minMax: IndexProbe = {
  kind: 'min-max',
  purpose: 'find the lowest and the highest value',
  of({ index, from }) {
    const [key] = index.keys;
    // Types without an order have no min(): those of b-trees have one or none.
    if (
      !isOrdered(index) ||
      key === undefined ||
      !/^(?:integer|bigint|smallint|numeric|real|double|text|character varying|date|timestamp|time |inet|money)/.test(
        key.type,
      )
    )
      return [];
    return [
      {
        variant: 'both',
        sql: `select min(${key.sql}), max(${key.sql}) from ${from}${where(predicate(index))}`,
        cases: { default: [] },
      },
    ];
  },
};
