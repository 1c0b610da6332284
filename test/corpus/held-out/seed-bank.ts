import { serial, sql, text, time, uniform } from '../../../src/index';
import type { Family } from '../types';

/** Seeds in a bank: values and columns of other types, and texts in the order of a language. */
export const seedBank: Family = {
  name: 'seed-bank',
  heldOut: true,
  schema: `
    create table seeds (
      id bigint primary key,
      label varchar(30) collate "de-x-icu" not null,
      code text collate "C" not null,
      grams numeric(10,3) not null,
      shelf integer not null,
      stored timestamptz not null,
      words text not null
    );
    create index seeds_label_idx on seeds (label);
    create index seeds_code_idx on seeds (code);
    create index seeds_grams_idx on seeds (grams);
    create index seeds_shelf_idx on seeds (shelf);
    create index seeds_stored_idx on seeds (stored);
  `,
  driving: 'seeds',
  tables: {
    seeds: {
      columns: {
        id: serial(),
        label: sql(`'oak-' || ((i - 1) / 30) || '/' || i`),
        code: sql(`'k' || ((i - 1) / 30) || '/' || i`),
        grams: uniform(0.001, 9000),
        shelf: sql('1 + floor(u * n / 50)::integer'),
        stored: time({ from: '2022-01-01', jitterSeconds: 60 }),
        words: text({ minLength: 50, maxLength: 90 }),
      },
    },
  },
  cases: {
    'labels of a group': {
      expected: 'error',
      cause: 'type or collation',
      sql: `select id, words from seeds where label like 'oak-12/%'`,
      rival: { ddl: ['create index on seeds (label varchar_pattern_ops)'] },
    },
    'codes of a group': {
      expected: 'none',
      cause: 'type or collation',
      sql: `select id, words from seeds where code like 'k12/%'`,
      rival: { ddl: ['create index on seeds (code text_pattern_ops)'], hide: ['seeds_code_idx'] },
    },
    'weighed with a float': {
      expected: 'error',
      cause: 'type or collation',
      sql: 'select id, words from seeds where $1::real < grams and grams < $2::real',
      values: [12.5, 12.51],
      rival: {
        sql: 'select id, words from seeds where grams > $1::numeric and grams < $2::numeric',
      },
    },
    'shelf sent as bigint, on the left': {
      expected: 'none',
      cause: 'type or collation',
      sql: 'select id, words from seeds where $1::bigint = shelf',
      values: [9],
      rival: { hide: ['seeds_shelf_idx'] },
    },
    'stored on a day': {
      expected: 'error',
      cause: 'wrapped column',
      sql: `select id, words from seeds where date_trunc('day', stored) = $1::timestamptz`,
      values: ['2023-05-06'],
      rival: {
        sql: `select id, words from seeds where stored >= $1::timestamptz and stored < $1::timestamptz + interval '1 day'`,
      },
    },
    'stored since a date': {
      expected: 'none',
      cause: 'type or collation',
      sql: 'select count(*) from seeds where stored >= $1::date and stored < $2::date',
      values: ['2023-05-06', '2023-05-08'],
      rival: { hide: ['seeds_stored_idx'] },
    },
    'shelf as text': {
      expected: 'error',
      cause: 'default guess',
      sql: 'select id, words from seeds where shelf::text = $1',
      values: ['77'],
      rival: { sql: 'select id, words from seeds where shelf = $1::integer' },
    },
    'heavier half': {
      expected: 'none',
      cause: 'default guess',
      sql: 'select id, words from seeds where grams * 1.0 > 4500',
      rival: { ddl: ['create index on seeds ((grams * 1.0))'] },
    },
  },
};
