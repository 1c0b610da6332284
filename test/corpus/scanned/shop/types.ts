import type { ScannedFamily } from '../types';

/** Values of the type of the column, and of others. */
export const types: ScannedFamily['questions'] = {
  'a bigint compared with numeric': {
    sql: 'select * from purchases where id = $1::numeric',
    values: ['4711'],
    harmful: true,
    because: 'the column is cast to numeric',
  },
  'a bigint compared with double': {
    sql: 'select * from purchases where client_id = $1::float8',
    values: [4711],
    harmful: true,
    because: 'the column is cast to double precision',
  },
  'a bigint compared with int': {
    sql: 'select * from purchases where id = $1::int',
    values: [4711],
    harmful: false,
    because: 'the family of the index has this pair of types',
  },
  'a text compared with varchar': {
    sql: 'select * from clients where email = $1::varchar',
    values: [{ draw: 'rare', from: 'clients.email' }],
    harmful: false,
    because: 'varchar is relabelled as text',
  },
  'a uuid compared with text': {
    sql: 'select * from purchases where reference::text = $1',
    values: [{ draw: 'rare', from: 'purchases.reference' }],
    harmful: true,
    because: 'no index has the text of the uuid',
  },
  'a uuid compared with uuid': {
    sql: 'select * from purchases where reference = $1::uuid',
    values: [{ draw: 'rare', from: 'purchases.reference' }],
    harmful: false,
    because: 'the index serves',
  },
  'a time compared with a timestamp': {
    sql: 'select id from clients where created_at > $1::timestamp order by created_at limit 20',
    values: [{ draw: 'highest', from: 'clients.created_at' }],
    harmful: false,
    because: 'the family of the index has this pair of types',
  },
  'a list of ten keys': {
    sql: 'select id, total from purchases where id = any ($1)',
    values: [[1, 20, 300, 4000, 5, 60, 700, 8000, 9, 100]],
    harmful: false,
    because: 'ten reads of the primary key',
  },
};
