import type { ScannedFamily } from '../types';

/** Conditions by OR, with an option, and by NOT. */
export const alternatives: ScannedFamily['questions'] = {
  'a rare value or a join': {
    sql: 'select p.id from purchases p join clients c on c.id = p.client_id where p.reference = $1 or c.email = $2',
    values: [
      { draw: 'rare', from: 'purchases.reference' },
      { draw: 'rare', from: 'clients.email' },
    ],
    harmful: true,
    because: 'an OR over two tables is no index condition of either',
  },
  'two conditions of one table by OR': {
    sql: 'select id from purchases where reference = $1 or coupon = $2',
    values: [
      { draw: 'rare', from: 'purchases.reference' },
      { draw: 'rare', from: 'purchases.coupon' },
    ],
    harmful: false,
    because: 'two bitmaps are joined',
  },
  'OR with a subquery': {
    sql: 'select p.id from purchases p where p.reference = $1 or p.client_id in (select id from clients where email = $2)',
    values: [
      { draw: 'rare', from: 'purchases.reference' },
      { draw: 'rare', from: 'clients.email' },
    ],
    harmful: true,
    because: 'a hashed subplan is a filter over all rows',
  },
  'the two halves apart': {
    sql: 'select p.id from purchases p where p.reference = $1 union select p.id from purchases p join clients c on c.id = p.client_id where c.email = $2',
    values: [
      { draw: 'rare', from: 'purchases.reference' },
      { draw: 'rare', from: 'clients.email' },
    ],
    harmful: false,
    because: 'each half has an index',
  },
  'an optional filter': {
    sql: 'select id from purchases where ((select $1::text) is null or coupon = (select $1::text))',
    values: [{ draw: 'rare', from: 'purchases.coupon' }],
    harmful: true,
    because: 'one plan serves both halves, and the first needs all rows',
  },
  'the filter without the option': {
    sql: 'select id from purchases where coupon = $1 limit 100',
    values: [{ draw: 'rare', from: 'purchases.coupon' }],
    harmful: false,
    because: 'the index serves',
  },
  'NOT IN a subquery': {
    sql: 'select id from purchases where client_id not in (select client_id from letters where client_id > 0) limit 10',
    harmful: true,
    because: 'a subplan that does not fit in memory runs for each row',
  },
  'NOT EXISTS for one client': {
    sql: 'select p.id from purchases p where p.client_id = $1 and not exists (select from letters l where l.client_id = p.client_id)',
    values: [{ draw: 'rare', from: 'purchases.client_id' }],
    harmful: false,
    because: 'an anti-join by the index',
  },
};
