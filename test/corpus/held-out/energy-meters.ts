import { fixed, ratio, serial, sql, text, time, uniform } from '../../../src/index';
import type { Family } from '../types';

/** Reports and exports that read what they return, beside two that do not. */
export const energyMeters: Family = {
  name: 'energy-meters',
  heldOut: true,
  schema: `
    create table meters (id bigint primary key, name text not null, tariff integer not null);
    create table tariffs (id integer primary key, name text not null);
    create table readings (
      id bigint primary key,
      meter_id bigint not null,
      read_at timestamptz not null,
      kwh double precision not null
    );
    create index readings_meter_idx on readings (meter_id);
    create index readings_meter_read_at_idx on readings (meter_id, read_at);
    create index readings_read_at_idx on readings (read_at);
  `,
  driving: 'readings',
  tables: {
    meters: {
      rows: ratio(0.01),
      columns: {
        id: serial(),
        name: text({ minLength: 10, maxLength: 20 }),
        tariff: sql('1 + (i % 12)::integer'),
      },
    },
    tariffs: { rows: fixed(12), columns: { id: serial(), name: sql(`'tariff ' || i`) } },
    readings: {
      columns: {
        id: serial(),
        meter_id: sql('1 + floor(u * n / 100)::bigint'),
        read_at: time({ from: '2024-01-01', jitterSeconds: 1 }),
        kwh: uniform(0, 1000),
      },
    },
  },
  cases: {
    'highest readings': {
      expected: 'error',
      cause: 'missing index',
      sql: 'select id, kwh from readings order by kwh desc limit 10',
      rival: { ddl: ['create index on readings (kwh)'] },
    },
    'page three thousand': {
      expected: 'error',
      cause: 'offset pagination',
      sql: 'select id, kwh from readings order by meter_id, read_at offset 60000 limit 20',
      end: { hide: ['readings_meter_read_at_idx'] },
      rival: {
        sql: 'select id, kwh from readings where (meter_id, read_at) > ($1, $2) order by meter_id, read_at limit 20',
        values: [600, '2024-06-01'],
      },
    },
    'second page': {
      expected: 'none',
      cause: 'offset pagination',
      sql: 'select id, kwh from readings order by meter_id, read_at offset 20 limit 20',
      rival: { settings: { enable_indexscan: 'off' } },
    },
    'readings of a meter': {
      expected: 'none',
      cause: 'equal indexes',
      sql: 'select id, kwh from readings where meter_id = $1',
      values: [55],
      rival: { hide: ['readings_meter_idx'] },
    },
    'readings of a meter in a month': {
      expected: 'none',
      cause: 'equal indexes',
      sql: 'select id, kwh from readings where meter_id = $1 and read_at >= $2 and read_at < $3',
      values: [55, '2025-03-01', '2025-04-01'],
      rival: { hide: ['readings_meter_read_at_idx'] },
    },
    'total of half a year': {
      expected: 'none',
      cause: 'large share',
      sql: `select sum(kwh) from readings where read_at >= '2025-06-01' and read_at < '2025-12-01'`,
      rival: { hide: ['readings_read_at_idx'] },
    },
    'total by tariff': {
      expected: 'none',
      cause: 'large share',
      sql: `select t.name, sum(r.kwh) from readings r join meters m on m.id = r.meter_id
        join tariffs t on t.id = m.tariff group by t.name`,
      rival: { settings: { enable_hashjoin: 'off' } },
    },
    'tariff by name': {
      expected: 'none',
      cause: 'small table',
      sql: 'select id from tariffs where name = $1',
      values: ['tariff 5'],
      rival: { ddl: ['create index on tariffs (name)'] },
    },
    'export in order': {
      expected: 'none',
      cause: 'large share',
      sql: 'select id, meter_id, kwh from readings order by id',
      rival: { settings: { enable_indexscan: 'off' } },
    },
  },
};
