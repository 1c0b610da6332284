import { drawFrom, onlyColumn } from './conditions';
import type { IndexProbe } from './types';
import { quoteIdent } from '../../postgres/quote';

export const expression: IndexProbe = {
  kind: 'expression',
  purpose: 'use the bare column where the index is on an expression of it',
  of({ index, table, name, from, drawable }) {
    const [key] = index.keys;
    if (key === undefined || key.column !== undefined) return [];
    const only = onlyColumn(table, key);
    if (only === undefined || !drawable.has(only.name)) return [];
    if (!/^(?:S|N|D)$/.test(only.category)) return [];
    const draw = (label: 'common' | 'rare') => drawFrom(name, only.name, label);
    return [
      {
        variant: 'bare column',
        sql: `select * from ${from} where ${quoteIdent(only.name)} = $1`,
        cases: { common: [draw('common')], rare: [draw('rare')] },
      },
    ];
  },
};
