import type { Variant } from '../types';

export const limitDropped: Variant = {
  name: 'limit dropped',
  reason: 'All rows are read and sent, where a page was wanted.',
  instead: 'Ask for as many rows as are shown.',
  sameRows: false,
  rewrite: ({ query, select }) =>
    select?.limit === undefined ? [] : [query.sql.slice(0, select.limit.start).trim()],
};
