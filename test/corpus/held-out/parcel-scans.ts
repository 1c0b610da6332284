import { serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Scans of parcels on their way. Lost ones are old, moving ones are new, and hub 90 opened last. */
export const parcelScans: Family = {
  name: 'parcel-scans',
  heldOut: true,
  schema: `
    create table scans (
      id bigint primary key,
      device integer not null,
      line integer not null,
      carrier integer not null,
      hub integer not null,
      state text not null,
      label text not null,
      scanned_at timestamptz not null
    );
    create index scans_device_idx on scans (device);
    create index scans_line_idx on scans (line);
    create index scans_scanned_at_idx on scans (scanned_at);
  `,
  driving: 'scans',
  tables: {
    scans: {
      columns: {
        id: serial(),
        device: uniformInt(1, 2000),
        line: uniformInt(1, 105),
        carrier: uniformInt(1, 20),
        hub: sql('case when i > n * 0.98 then 90 else 1 + floor(u * 60)::integer end'),
        state: sql(
          `case when i < n * 0.05 and u < 0.3 then 'lost' when i > n * 0.97 then 'moving' else 'done' end`,
        ),
        label: text({ minLength: 30, maxLength: 50 }),
        scanned_at: time({ from: '2024-01-01', jitterSeconds: 20 }),
      },
    },
  },
  cases: {
    'last scan of an unknown device': {
      expected: 'error',
      cause: 'early stop',
      sql: 'select id, label from scans where device = $1 order by id desc limit 1',
      values: [2500],
      end: { hide: ['scans_device_idx'] },
      rival: { ddl: ['create index on scans (device, id)'] },
    },
    'any scan on an unknown line': {
      expected: 'error',
      cause: 'early stop',
      sql: `select exists (select from scans where line = $1 and label <> '')`,
      values: [999],
      end: { hide: ['scans_line_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'newest lost parcels': {
      expected: 'error',
      cause: 'place of the matching rows',
      sql: `select id, label from scans where state = 'lost' order by scanned_at desc limit 10`,
      rival: { ddl: ['create index on scans (state, scanned_at)'] },
    },
    'first scan of the newest hub': {
      expected: 'error',
      cause: 'place of the matching rows',
      sql: 'select min(scanned_at) from scans where hub = $1',
      values: [90],
      rival: { ddl: ['create index on scans (hub, scanned_at)'] },
    },
    'newest moving parcels': {
      expected: 'none',
      cause: 'place of the matching rows',
      sql: `select id, label from scans where state = 'moving' order by scanned_at desc limit 10`,
      rival: { ddl: ['create index on scans (state, scanned_at)'] },
    },
    'last scans of a carrier': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, label from scans where carrier = $1 order by id desc limit 20',
      values: [7],
      rival: { ddl: ['create index on scans (carrier, id)'] },
    },
    'time of the last scan': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select max(scanned_at) from scans',
      rival: { hide: ['scans_scanned_at_idx'] },
    },
  },
};
