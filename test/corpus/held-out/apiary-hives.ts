import { nullable, serial, sql, text, timeUniform, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Hives with partial indexes, read under the generic plan of a prepared statement. */
export const apiaryHives: Family = {
  name: 'apiary-hives',
  heldOut: true,
  schema: `
    create table hives (
      id bigint primary key,
      yard integer not null,
      state text not null,
      queen text not null,
      sold_at timestamptz,
      words text not null
    );
    create index hives_ill_idx on hives (yard) where state = 'ill';
    create index hives_queen_idx on hives (queen) where sold_at is null;
    create index hives_yard_sold_idx on hives (yard, sold_at) where sold_at is not null;
  `,
  driving: 'hives',
  settings: { plan_cache_mode: 'force_generic_plan' },
  tables: {
    hives: {
      columns: {
        id: serial(),
        yard: uniformInt(1, 600),
        state: sql(`case when u < 0.0004 then 'ill' when u < 0.4 then 'weak' else 'strong' end`),
        queen: text({ minLength: 10, maxLength: 14 }),
        sold_at: nullable(0.97, timeUniform({ from: '2024-01-01' })),
        words: text({ minLength: 40, maxLength: 70 }),
      },
    },
  },
  cases: {
    'ill hives of a yard, by a parameter': {
      expected: 'error',
      cause: 'generic plan',
      sql: 'select id, words from hives where yard = $1 and state = $2',
      values: [17, 'ill'],
      rival: { settings: { plan_cache_mode: 'force_custom_plan' } },
    },
    'ill hives of a yard': {
      expected: 'none',
      cause: 'generic plan',
      sql: `select id, words from hives where yard = $1 and state = 'ill'`,
      values: [17],
      rival: { ddl: ['create index on hives (yard, state)'], hide: ['hives_ill_idx'] },
    },
    'hive of a queen, sold ones too': {
      expected: 'error',
      cause: 'partial index not implied',
      sql: 'select id, words from hives where queen = $1',
      values: ['abcdef012345'],
      rival: { ddl: ['create index on hives (queen)'] },
    },
    'hive of a queen': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: 'select id, words from hives where queen = $1 and sold_at is null',
      values: ['abcdef012345'],
      rival: { hide: ['hives_queen_idx'] },
    },
    'sold in a year at a yard': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: 'select id, words from hives where yard = $1 and sold_at >= $2 and sold_at < $3',
      values: [17, '2025-01-01', '2025-02-01'],
      rival: { hide: ['hives_yard_sold_idx'] },
    },
  },
};
