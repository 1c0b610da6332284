import { ratio, serial, sql, uniformInt } from '../../src/definitions';
import type { ScenarioDefinition } from '../../src/scenario/types';

/** Scenarios whose harm has one cause each, by query, beside queries that do not have it. */
export const causeScenarios = {
  deliveries: {
    schema: `
      create table deliveries (id bigint primary key, state int not null, reason int not null, origin int not null,
        at timestamptz not null, done_at timestamptz, note text not null);
      create index deliveries_at_brin on deliveries using brin (at);
      create index deliveries_done_idx on deliveries (done_at);`,
    driving: 'deliveries',
    scales: '30k..3m',
    tables: {
      deliveries: {
        columns: {
          id: serial(),
          // A reason is given to what has come back alone.
          state: sql('i % 4'),
          reason: sql('case when i % 4 = 3 then 1 + (i / 4) % 5 else 0 end'),
          // The last twentieth of the table.
          origin: sql('case when i > 0.95 * n then 7 else 1 end'),
          // A fiftieth was entered late.
          at: sql(
            "timestamptz '2025-01-01' + case when u < 0.02 then floor(u * 50 * n) else i end * interval '1 second'",
          ),
          done_at: sql(
            "case when i % 3 > 0 then timestamptz '2025-01-01' + i * interval '1 second' end",
          ),
          note: sql("repeat('n', 60)"),
        },
      },
    },
    queries: {
      'dependent columns': {
        sql: 'select * from deliveries where state = 1 and reason = 2 order by id limit 20',
      },
      'place in the walk': {
        sql: 'select * from deliveries where origin = 7 order by id limit 20',
      },
      'block ranges': {
        sql: "select * from deliveries where at >= '2025-01-01 02:00' and at < '2025-01-01 02:01'",
      },
      'nulls last': {
        sql: 'select * from deliveries order by done_at desc nulls last limit 20',
      },
    },
  },
  claims: {
    schema: `
      create table parcels (id bigint primary key, depot int not null, note text not null);
      create table claims (id bigint primary key, parcel_id bigint not null);`,
    driving: 'parcels',
    scales: '3k..3m',
    settings: { work_mem: '256kB' },
    tables: {
      parcels: {
        columns: { id: serial(), depot: uniformInt(1, 50), note: sql("repeat('n', 50)") },
      },
      claims: { rows: ratio(0.2), columns: { id: serial(), parcel_id: sql('i * 5') } },
    },
    queries: {
      unclaimed: { sql: 'select * from parcels where id not in (select parcel_id from claims)' },
    },
  },
  visits: {
    schema: `
      create table visits (id bigint primary key, origin int not null, page int not null, note text not null);
      create index visits_page_idx on visits (page);
      create index visits_origin_idx on visits (origin);`,
    driving: 'visits',
    scales: '100k..450k',
    conditions: [{ label: 'old', stale: 10 }],
    tables: {
      visits: {
        columns: {
          id: serial(),
          // The first rows of this origin come after the statistics were made.
          origin: sql('case when i > 50000 then 7 else 1 end'),
          page: sql('(i * 7919) % 20011'),
          note: sql("repeat('n', 60)"),
        },
      },
    },
    queries: {
      recent: {
        sql: 'select * from visits where origin = $1 and page = $2',
        cases: { one: [7, 17] },
      },
    },
  },
} as const satisfies Record<string, ScenarioDefinition>;
