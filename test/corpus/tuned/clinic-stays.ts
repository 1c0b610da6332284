import { fixed, serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Half of all stays are those of 400 patients, the others those of ever more patients: ANALYZE sees too few of them. */
export const clinicStays: Family = {
  name: 'clinic-stays',
  heldOut: false,
  schema: `
    create table stays (
      id bigint primary key,
      patient_id bigint not null,
      ward integer not null,
      admitted timestamptz not null,
      note text not null
    );
    create index stays_patient_idx on stays (patient_id);
    create index stays_admitted_idx on stays (admitted);
    create table watched (patient_id bigint primary key);
    create table wards (id integer primary key, name text not null);
  `,
  driving: 'stays',
  tables: {
    stays: {
      columns: {
        id: serial(),
        patient_id: sql(
          'case when u < 0.5 then 1 + floor(u * 800)::bigint else 1000 + floor((u - 0.5) * n / 2)::bigint end',
        ),
        ward: sql('1 + floor(u * 30)::integer'),
        admitted: time({ from: '2022-01-01', jitterSeconds: 1 }),
        note: text({ minLength: 60, maxLength: 90 }),
      },
    },
    watched: { rows: fixed(800), columns: { patient_id: sql('1000 + i * 8') } },
    wards: { rows: fixed(30), columns: { id: serial(), name: sql(`'ward ' || i`) } },
  },
  cases: {
    'stays of watched patients': {
      expected: 'error',
      cause: 'n_distinct',
      sql: 'select s.id, s.note from watched w join stays s on s.patient_id = w.patient_id',
      end: { hide: ['stays_patient_idx'] },
      rival: {
        settings: { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' },
      },
    },
    'stays of a thousand patients': {
      expected: 'error',
      cause: 'n_distinct',
      sql: 'select id, note from stays where patient_id = any ($1)',
      values: [Array.from({ length: 1000 }, (_, k) => 1003 + 6 * k)],
      end: { hide: ['stays_patient_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'stays of a patient': {
      expected: 'none',
      cause: 'n_distinct',
      sql: 'select id, note from stays where patient_id = $1',
      values: [5000],
      rival: { hide: ['stays_patient_idx'] },
    },
    'two thousand stays by key': {
      expected: 'none',
      cause: 'many keys',
      sql: 'select id, note from stays where id = any ($1)',
      values: [Array.from({ length: 2000 }, (_, k) => 1 + 14 * k)],
      rival: { hide: ['stays_pkey'] },
    },
    'stays by ward': {
      expected: 'none',
      cause: 'large share',
      sql: 'select w.name, count(*) from stays s join wards w on w.id = s.ward group by w.name',
      rival: { ddl: ['create index on stays (ward)'] },
    },
    'export of two years': {
      expected: 'none',
      cause: 'large share',
      sql: 'select * from stays where admitted >= $1 and admitted < $2',
      values: ['2023-01-01', '2025-01-01'],
      rival: { hide: ['stays_admitted_idx'] },
    },
  },
};
