import { ratio, serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** What a statement does beyond its text, and texts that keep a condition from where it would bound a read. */
export const tollGates: Family = {
  name: 'toll-gates',
  heldOut: true,
  schema: `
    create table permits (
      id bigint primary key,
      parent_id bigint references permits,
      plate text not null,
      note text not null
    );
    create table passes (
      id bigint primary key,
      permit_id bigint not null references permits,
      plate text not null,
      gate integer not null,
      passed_at timestamptz not null,
      note text not null
    );
    create index passes_permit_idx on passes (permit_id);
    create index passes_gate_idx on passes (gate);
    create index passes_passed_idx on passes (passed_at);
    create table fines (id bigint primary key, pass_ref text not null, cents integer not null);
    create index fines_pass_idx on fines (pass_ref);
  `,
  driving: 'passes',
  tables: {
    permits: {
      rows: ratio(0.2),
      columns: {
        id: serial(),
        parent_id: sql('case when i % 5 = 0 and i > 20 then i - 9 end'),
        plate: sql(`'P' || i`),
        note: text({ minLength: 20, maxLength: 40 }),
      },
    },
    passes: {
      columns: {
        id: serial(),
        // Permits with odd numbers have none.
        permit_id: sql('2 + 2 * floor(u * n / 10)::bigint'),
        plate: sql(`'P' || (2 + 2 * floor(u * n / 10)::bigint)`),
        gate: sql('1 + floor(u * n / 50)::integer'),
        passed_at: time({ from: '2023-01-01', jitterSeconds: 60 }),
        note: text({ minLength: 40, maxLength: 80 }),
      },
    },
    fines: {
      rows: ratio(0.1),
      columns: { id: serial(), pass_ref: sql('(i * 10)::text'), cents: uniformInt(100, 900) },
    },
  },
  cases: {
    'delete a permit without passes': {
      expected: 'error',
      cause: 'foreign key without index',
      sql: `delete from permits where id = $1 and not exists (select from passes where permit_id = permits.id)
        and not exists (select from permits child where child.parent_id = permits.id)`,
      values: [3],
      rival: { ddl: ['create index on permits (parent_id)'] },
    },
    'write a note on a permit': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: `update permits set note = 'seen' where id = $1`,
      values: [7],
      rival: { ddl: ['create index on permits (parent_id)'] },
    },
    'first pass of a gate, counted over all': {
      expected: 'none',
      cause: 'early stop',
      sql: `select id, passed_at from (
          select id, gate, passed_at, row_number() over (order by passed_at) as place from passes
        ) p where gate = $1 and place <= 100`,
      values: [30],
      rival: {
        sql: `select id, passed_at from (
          select id, gate, passed_at, row_number() over (order by passed_at) as place from passes order by passed_at limit 100
        ) p where gate = $1 and place <= 100`,
      },
    },
    'first pass of a gate, counted by gate': {
      expected: 'none',
      cause: 'missing index',
      sql: `select id, passed_at from (
          select id, gate, passed_at, row_number() over (partition by gate order by passed_at) as place from passes
        ) p where gate = $1 and place = 1`,
      values: [30],
      rival: { hide: ['passes_gate_idx'] },
    },
    'passes of a gate, by a common table': {
      expected: 'error',
      cause: 'missing index',
      sql: `with recent as materialized (select * from passes where passed_at > '2023-01-02')
        select id, passed_at from recent where gate = $1`,
      values: [31],
      rival: {
        sql: `with recent as (select * from passes where passed_at > '2023-01-02')
        select id, passed_at from recent where gate = $1`,
      },
    },
    'fine of a pass, by a number': {
      expected: 'error',
      cause: 'type or collation',
      sql: `select f.cents from passes p join fines f on f.pass_ref::bigint = p.id where p.id = $1`,
      values: [2000],
      rival: {
        sql: `select f.cents from passes p join fines f on f.pass_ref = p.id::text where p.id = $1`,
      },
    },
    'fine of a pass, by its text': {
      expected: 'none',
      cause: 'type or collation',
      sql: `select f.cents from passes p join fines f on f.pass_ref = p.id::text where p.id = $1`,
      values: [2000],
      rival: { hide: ['fines_pass_idx'] },
    },
  },
};
