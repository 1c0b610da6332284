import type { ScannedFamily } from '../types';

/** Conditions on a column itself, and on an expression over it. */
export const expressions: ScannedFamily['questions'] = {
  'date of the time': {
    sql: "select id from purchases where placed_at::date = date '2025-06-01' and total > 4.5 order by id limit 5",
    harmful: true,
    because: 'the cast hides the column from its index',
  },
  'a range of one day': {
    sql: "select count(*) from purchases where placed_at >= '2025-06-01 10:00Z' and placed_at < '2025-06-01 10:01Z'",
    harmful: false,
    because: 'the range is an index condition',
  },
  'cast of the number to text': {
    sql: 'select * from purchases where id::text = $1',
    values: ['4711'],
    harmful: true,
    because: 'no index has the text of the number',
  },
  'the number itself': {
    sql: 'select * from purchases where id = $1::text::bigint',
    values: ['4711'],
    harmful: false,
    because: 'the value is cast, not the column',
  },
  'arithmetic on the key': {
    sql: 'select * from purchases where id + 1 = $1',
    values: [4711],
    harmful: true,
    because: 'no index has the sum',
  },
  'arithmetic on the value': {
    sql: 'select * from purchases where id = $1::bigint - 1',
    values: [4711],
    harmful: false,
    because: 'the value is computed once',
  },
  'coalesce on a nullable column': {
    sql: "select * from clients where coalesce(nickname, '') = $1",
    values: [{ draw: 'rare', from: 'clients.nickname' }],
    harmful: true,
    because: 'no index has the coalesced column',
  },
  'equality on a nullable column': {
    sql: 'select * from clients where nickname = $1',
    values: [{ draw: 'rare', from: 'clients.nickname' }],
    harmful: false,
    because: 'the index serves',
  },
  'upper of the email': {
    sql: 'select * from clients where upper(email) = upper($1)',
    values: [{ draw: 'rare', from: 'clients.email' }],
    harmful: true,
    because: 'the index is on lower(email)',
  },
  'lower of the email': {
    sql: 'select * from clients where lower(email) = lower($1)',
    values: [{ draw: 'rare', from: 'clients.email' }],
    harmful: false,
    because: 'the expression has an index',
  },
  'a wildcard in front': {
    sql: "select id from clients where email like '%@nowhere.example'",
    harmful: true,
    because: 'a b-tree knows the start of a text alone',
  },
  'case-insensitive match': {
    sql: "select id from clients where email ilike 'nobody@nowhere.example'",
    harmful: true,
    because: 'a b-tree does not serve ILIKE',
  },
  'equality with the email': {
    sql: 'select id from clients where email = $1',
    values: [{ draw: 'rare', from: 'clients.email' }],
    harmful: false,
    because: 'the unique index serves',
  },
  'is not distinct from': {
    sql: 'select id from purchases where reference is not distinct from $1',
    values: [{ draw: 'rare', from: 'purchases.reference' }],
    harmful: true,
    because: 'no index condition is made of it',
  },
  'length of the coupon': {
    sql: 'select id from purchases where length(coupon) = 700 limit 10',
    harmful: true,
    because: 'no index has the length',
  },
  'rounded total': {
    sql: 'select id from purchases where round(total) = -5 limit 10',
    harmful: true,
    because: 'no index has the rounded column',
  },
  'a total in a range': {
    sql: 'select id from purchases where total >= -6 and total < -4 limit 10',
    harmful: false,
    because: 'the range is an index condition',
  },
  'max over an expression': {
    sql: 'select max(id + 0) from purchases where total < 0',
    harmful: false,
    because: 'few rows are below zero, and the index on the total finds them',
  },
  'extract of the time': {
    sql: 'select id from purchases where extract(epoch from placed_at) = 12345 limit 10',
    harmful: true,
    because: 'no index has the extracted number',
  },
};
