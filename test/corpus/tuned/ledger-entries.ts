import { serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Statistics of a tenth of the table: the kind 'instant' came later. */
export const ledgerEntries: Family = {
  name: 'ledger-entries',
  heldOut: false,
  schema: `
    create table entries (
      id bigint primary key,
      account_id bigint not null,
      kind text not null,
      words text not null,
      booked_at timestamptz not null
    );
    create index entries_account_idx on entries (account_id);
    create index entries_kind_idx on entries (kind);
    create index entries_booked_at_idx on entries (booked_at);
  `,
  driving: 'entries',
  conditions: [{ label: 'stale', stale: 10 }],
  tables: {
    entries: {
      columns: {
        id: serial(),
        account_id: sql('1 + floor(u * n / 20)::bigint'),
        kind: sql(`case when i > n * 0.2 and u < 0.5 then 'instant' else 'card' end`),
        words: text({ minLength: 40, maxLength: 60 }),
        booked_at: time({ from: '2021-01-01', jitterSeconds: 60 }),
      },
    },
  },
  cases: {
    'instant entries of an account': {
      expected: 'error',
      cause: 'stale statistics',
      sql: `select id, words from entries where kind = 'instant' and account_id = $1`,
      values: [99],
      end: { hide: ['entries_account_idx'] },
      rival: {},
    },
    'entries of an account': {
      expected: 'none',
      cause: 'stale statistics',
      sql: 'select id, words from entries where account_id = $1',
      values: [100],
      rival: { hide: ['entries_account_idx'] },
    },
    'late entries of an account': {
      expected: 'none',
      cause: 'stale statistics',
      sql: 'select id, words from entries where account_id = $1 and booked_at >= $2',
      values: [101, '2024-01-01'],
      rival: { hide: ['entries_account_idx'] },
    },
    'an entry by key': {
      expected: 'none',
      cause: 'stale statistics',
      sql: 'select words from entries where id = $1',
      values: [1234],
      rival: { hide: ['entries_pkey'] },
    },
  },
};
