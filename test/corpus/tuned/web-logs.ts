import { fixed, serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Requests of a web server: wrapped columns, columns without an index, and shares for which none helps. */
export const webLogs: Family = {
  name: 'web-logs',
  heldOut: false,
  schema: `
    create table requests (
      id bigint primary key,
      at_time timestamptz not null,
      status integer not null,
      millis integer not null,
      region text not null,
      path text not null
    );
    create index requests_at_time_idx on requests (at_time);
    create index requests_millis_idx on requests (millis);
    create index requests_region_idx on requests (region);
    create table robots (id integer primary key, name text not null, agent text not null);
  `,
  driving: 'requests',
  tables: {
    requests: {
      columns: {
        id: serial(),
        at_time: time({ from: '2024-01-01', jitterSeconds: 1 }),
        status: sql('case when u < 0.0002 then 599 when u < 0.1 then 404 else 200 end'),
        millis: sql('floor(u * 5000)::integer'),
        region: sql(`(array['eu', 'us', 'as'])[1 + floor(u * 3)::integer]`),
        path: text({ minLength: 40, maxLength: 80 }),
      },
    },
    robots: {
      rows: fixed(30_000),
      columns: {
        id: serial(),
        name: sql(`'robot ' || i`),
        agent: text({ minLength: 60, maxLength: 90 }),
      },
    },
  },
  cases: {
    'requests of a day, by a cast': {
      expected: 'error',
      cause: 'wrapped column',
      sql: `select id, path from requests where at_time::date = date '2025-03-04'`,
      rival: {
        sql: `select id, path from requests where at_time >= '2025-03-04 00:00:00+00' and at_time < '2025-03-05 00:00:00+00'`,
      },
    },
    'slowest, by arithmetic': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select id, path from requests where millis / 1000.0 > 4.998',
      rival: { sql: 'select id, path from requests where millis > 4998' },
    },
    'failed requests': {
      expected: 'error',
      cause: 'missing index',
      sql: 'select id, path from requests where status = 599',
      rival: { ddl: ['create index on requests (status)'] },
    },
    'a robot by name': {
      expected: 'warning',
      cause: 'missing index',
      sql: 'select id, agent from robots where name = $1',
      values: ['robot 777'],
      rival: { ddl: ['create index on robots (name)'] },
    },
    'requests of a day': {
      expected: 'none',
      cause: 'wrapped column',
      sql: `select id, path from requests where at_time >= date_trunc('day', $1::timestamptz)
        and at_time < date_trunc('day', $1::timestamptz) + interval '1 day'`,
      values: ['2025-03-04 13:00:00+00'],
      rival: { hide: ['requests_at_time_idx'] },
    },
    'export of a region': {
      expected: 'none',
      cause: 'large share',
      sql: 'select id, path from requests where region = $1',
      values: ['eu'],
      end: { hide: ['requests_region_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'slower half': {
      expected: 'none',
      cause: 'large share',
      sql: 'select id, path from requests where millis >= 2500',
      end: { hide: ['requests_millis_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'requests by status': {
      expected: 'none',
      cause: 'large share',
      sql: 'select status, count(*) from requests group by status',
      rival: { ddl: ['create index on requests (status)'] },
    },
    'not found in a month': {
      expected: 'none',
      cause: 'large share',
      sql: `select path, count(*) from requests where status = 404 and at_time >= '2025-03-01' and at_time < '2025-04-01' group by path`,
      rival: { ddl: ['create index on requests (status)'], hide: ['requests_at_time_idx'] },
    },
  },
};
