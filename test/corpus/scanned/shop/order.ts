import type { ScannedFamily } from '../types';

/** Orders, pages and ends. */
export const order: ScannedFamily['questions'] = {
  'mixed directions over few values': {
    sql: 'select id from parades order by lane desc, marched_at asc limit 20',
    harmful: true,
    because: 'no index has these directions, and all rows of a lane are sorted',
  },
  'mixed directions over nearly unique times': {
    sql: 'select id from purchases order by placed_at desc, id asc limit 20',
    harmful: false,
    because: 'the index gives the times, and within one time there is next to nothing to sort',
  },
  'equal directions': {
    sql: 'select id from purchases order by placed_at desc, id desc limit 20',
    harmful: false,
    because: 'the index is read backwards',
  },
  'a deep page by its number': {
    sql: 'select id from purchases order by placed_at, id limit 20 offset 500000',
    harmful: true,
    because: 'half a million rows are read and thrown away',
  },
  'the first page by its number': {
    sql: 'select id from purchases order by placed_at, id limit 20 offset 20',
    harmful: false,
    because: 'forty entries of the index',
  },
  'a keyset written as OR': {
    sql: 'select id from purchases where placed_at > $1 or (placed_at = $1 and id > $2) order by placed_at, id limit 20',
    // Not of the last page: for the few rows after it the planner takes a bitmap of both conditions, 7 pages of 1M loaded rows.
    values: [{ draw: 'common', from: 'purchases.placed_at' }, 1],
    harmful: true,
    because: 'the index is walked from its start to the page',
  },
  'a keyset of row values': {
    sql: 'select id from purchases where (placed_at, id) > ($1, $2) order by placed_at, id limit 20',
    values: [{ draw: 'highest', from: 'purchases.placed_at' }, 1],
    harmful: false,
    because: 'the row comparison is an index condition',
  },
  'nulls at the wrong end': {
    sql: 'select id from letters order by opened_at nulls first limit 20',
    harmful: true,
    because: 'the index has nulls last; all rows are sorted',
  },
  'nulls at the end of the index': {
    sql: 'select id from letters where opened_at is not null order by opened_at limit 20',
    harmful: false,
    because: 'the index gives the order',
  },
  'newest letters of a client by a column of no index': {
    sql: 'select id from letters where client_id = $1 order by sent_at desc nulls last limit 20',
    values: [{ draw: 'common', from: 'letters.client_id' }],
    harmful: true,
    because: 'the client with the most letters has 200,000 of a billion, all sorted for twenty',
  },
  'newest purchases of a client': {
    sql: 'select id from purchases where client_id = $1 order by placed_at desc limit 20',
    values: [{ draw: 'common', from: 'purchases.client_id' }],
    harmful: false,
    because: 'the index has the filter and the order',
  },
  'a rare status without an index': {
    sql: "select id from purchases where status = 'never' order by total limit 20",
    harmful: true,
    because: 'the totals are walked to their end for a status that no row has',
  },
  'the highest key': {
    sql: 'select max(id) from purchases',
    harmful: false,
    because: 'one entry at the end of the index',
  },
};
