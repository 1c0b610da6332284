import { fixed, ratio, serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Calls are joined to rates by a span of time, by a key of another type, and by keys that fit. */
export const tariffRates: Family = {
  name: 'tariff-rates',
  heldOut: false,
  schema: `
    create table rates (
      id bigint primary key,
      zone integer not null,
      valid_from timestamptz not null,
      valid_to timestamptz not null,
      cents integer not null
    );
    create index rates_valid_from_idx on rates (valid_from);
    create table calls (
      id bigint primary key,
      rate_id bigint not null,
      rate_ref text not null,
      called_at timestamptz not null,
      remark text not null
    );
    create index calls_rate_ref_idx on calls (rate_ref);
    create index calls_rate_idx on calls (rate_id);
    create table houses (id integer primary key, margin integer not null);
  `,
  driving: 'calls',
  tables: {
    rates: {
      rows: ratio(0.5),
      columns: {
        id: serial(),
        zone: sql('1 + (i % 40)::integer'),
        // One follows the other without a gap, over two years.
        valid_from: sql(
          `timestamptz '2024-01-01 00:00:00+00' + (i - 1)::float8 / n * interval '730 days'`,
        ),
        valid_to: sql(`timestamptz '2024-01-01 00:00:00+00' + i::float8 / n * interval '730 days'`),
        cents: sql('floor(u * 90)::integer'),
      },
    },
    calls: {
      columns: {
        id: serial(),
        rate_id: sql('1 + floor(u * n / 2)::bigint'),
        rate_ref: sql('(1 + floor(u * n / 2)::bigint)::text'),
        called_at: time({ from: '2024-01-02', to: '2025-12-30', jitterSeconds: 60 }),
        remark: text({ minLength: 30, maxLength: 60 }),
      },
    },
    houses: { rows: fixed(1), columns: { id: serial(), margin: sql('3') } },
  },
  cases: {
    'rate at the time of the last call': {
      expected: 'error',
      cause: 'join without a usable condition',
      sql: `select c.id, r.cents from calls c
        join rates r on r.valid_from <= c.called_at and r.valid_to > c.called_at
        where c.id = (select max(id) from calls)`,
      rival: {
        sql: `select c.id, r.cents from calls c
          cross join lateral (select * from rates r where r.valid_from <= c.called_at
            order by r.valid_from desc limit 1) r
          where c.id = (select max(id) from calls) and r.valid_to > c.called_at`,
      },
    },
    'rate of a call, by a text key': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select c.id, r.cents from calls c join rates r on r.id::text = c.rate_ref where c.id = $1',
      values: [4001],
      rival: {
        sql: 'select c.id, r.cents from calls c join rates r on r.id = c.rate_ref::bigint where c.id = $1',
      },
    },
    'calls at a rate, by a text key': {
      expected: 'none',
      cause: 'wrapped column',
      sql: 'select c.id, c.remark from rates r join calls c on c.rate_ref = r.id::text where r.id = $1',
      values: [400],
      rival: { hide: ['calls_rate_ref_idx'] },
    },
    'rate of a call': {
      expected: 'none',
      cause: 'join without a usable condition',
      sql: `select c.id, r.cents, h.margin from calls c join rates r on r.id = c.rate_id
        cross join houses h where c.id = $1`,
      values: [4002],
      rival: { hide: ['rates_pkey'] },
    },
    'cents by zone': {
      expected: 'none',
      cause: 'large share',
      sql: 'select r.zone, sum(r.cents) from calls c join rates r on r.id = c.rate_id group by r.zone',
      end: {
        settings: { enable_mergejoin: 'off', enable_nestloop: 'off', enable_indexonlyscan: 'off' },
      },
      rival: { settings: { enable_hashjoin: 'off', enable_mergejoin: 'off' } },
    },
  },
};
