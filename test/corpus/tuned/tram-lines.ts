import { fixed, serial, sql, text } from '../../../src/index';
import type { Family } from '../types';

/** Stops of trams: joins by other operators than equality, and numbers of values that a sample misjudges. */
export const tramLines: Family = {
  name: 'tram-lines',
  heldOut: false,
  schema: `
    create table rides (
      id bigint primary key,
      span int8range not null,
      zones bigint[] not null,
      card text not null,
      driver integer not null,
      words text not null
    );
    create index rides_span_idx on rides using gist (span);
    create index rides_card_idx on rides (card);
    create index rides_driver_idx on rides (driver);
    create index rides_zones_idx on rides using gin (zones);
    create table checks (id bigint primary key, at_metre bigint not null, zones bigint[] not null);
    create table wanted (card text primary key);
  `,
  driving: 'rides',
  scales: '10k..30m',
  settings: { effective_cache_size: '512MB' },
  tables: {
    rides: {
      columns: {
        id: serial(),
        span: sql('int8range(i * 10, i * 10 + 15)'),
        zones: sql('array[i * 3, i * 3 + 1]'),
        // Half of the rows are of a few thousand monthly cards, all others are cards used a few times.
        card: sql(
          `case when u < 0.5 then 'm' || floor(u * 6000) else 's' || floor((u - 0.5) * 2 * n / 6) end`,
        ),
        driver: sql('1 + (floor((i - 1) * 3000.0 / n))::integer'),
        words: text({ minLength: 100, maxLength: 140 }),
      },
    },
    checks: {
      rows: fixed(500),
      columns: { id: serial(), at_metre: sql('i * 211'), zones: sql('array[i * 17, i * 23]') },
    },
    wanted: { rows: fixed(200), columns: { card: sql(`'s' || (i * 7 + 900)`) } },
  },
  cases: {
    'rides that a check met': {
      expected: 'none',
      cause: 'join without a usable condition',
      sql: 'select c.id, count(*) from checks c join rides r on r.span @> c.at_metre group by c.id',
      rival: { settings: { enable_indexscan: 'off', enable_indexonlyscan: 'off' } },
      sizes: [3_000, 10_000, 30_000],
    },
    'rides whose zones a check names': {
      expected: 'error',
      cause: 'join without a usable condition',
      sql: 'select c.id, r.words from checks c join rides r on r.zones && c.zones',
      end: { hide: ['rides_zones_idx'] },
      rival: {
        sql: `select c.id, r.words from checks c, lateral (select * from rides r where r.zones && c.zones offset 0) r`,
      },
      sizes: [3_000, 10_000, 30_000],
    },
    'rides that one check met': {
      expected: 'none',
      cause: 'join without a usable condition',
      sql: 'select r.id, r.words from rides r where r.span @> $1::bigint',
      values: [4711],
      rival: { hide: ['rides_span_idx'] },
    },
    'rides of wanted cards': {
      expected: 'error',
      cause: 'n_distinct',
      sql: 'select r.id, r.words from rides r where r.card in (select card from wanted)',
      end: { hide: ['rides_card_idx'] },
      rival: { settings: { enable_hashjoin: 'off', enable_mergejoin: 'off' } },
    },
    'rides of a card': {
      expected: 'none',
      cause: 'n_distinct',
      sql: 'select id, words from rides where card = $1',
      values: ['s901'],
      rival: { hide: ['rides_card_idx'] },
    },
  },
};
