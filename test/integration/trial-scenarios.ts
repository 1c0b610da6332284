import {
  array,
  bool,
  draw,
  fixed,
  ratio,
  reference,
  serial,
  sql,
  text,
  uniformInt,
  weighted,
} from '../../src/definitions';
import type { Scenario } from '../../src/scenario/types';
import { scenarioOf } from '../helpers/scenario-of';

/** An early stop: the planner expects to fill the page soon, and no row has the label. */
export const alerts = (): Scenario =>
  scenarioOf(
    'alerts',
    `create table alerts (id bigint primary key, labels int[] not null, note text not null);
     create index alerts_labels on alerts using gin (labels);`,
    {
      schema: '',
      driving: 'alerts',
      tables: {
        alerts: {
          columns: {
            id: serial(),
            labels: array(uniformInt(1, 400), { type: 'int', minLength: 2, maxLength: 3 }),
            note: text({ minLength: 30, maxLength: 60 }),
          },
        },
      },
      queries: {
        labelled: {
          sql: 'select * from alerts where labels @> $1 limit 5',
          cases: { absent: [[7777]] },
        },
      },
    },
  );

/** ANALYZE of a large table sees far fewer batches than there are. */
export const batches = (): Scenario =>
  scenarioOf(
    'batches',
    `create table readings (id bigint primary key, batch bigint not null, payload text not null);
     create index readings_batch on readings (batch);`,
    {
      schema: '',
      driving: 'readings',
      tables: {
        readings: {
          columns: {
            id: serial(),
            payload: sql("repeat('p', 120)"),
            batch: sql(
              `case when u < least(1, 300000.0 / n) then 1 + floor(u / least(1, 300000.0 / n) * 120000)::bigint
                 else 500000 + floor((u - 300000.0 / n) / (1 - 300000.0 / n) * (n - 300000) / 9000)::bigint end`,
            ),
          },
        },
      },
      queries: {
        'some batches': {
          sql: 'select * from readings where batch in (select k * 900 from generate_series(1, 60) k)',
        },
      },
    },
  );

/** A page in the order of the key, for a box that is empty. */
export const letters = (): Scenario =>
  scenarioOf(
    'letters',
    `create table letters (id bigint primary key, box int not null, body text not null);
     create index letters_box on letters (box);`,
    {
      schema: '',
      driving: 'letters',
      tables: {
        letters: {
          columns: { id: serial(), box: uniformInt(1, 500), body: sql("repeat('b', 90)") },
        },
      },
      queries: {
        'last of a box': {
          sql: 'select * from letters where box = $1 order by id desc limit 25',
          cases: { empty: [90001], common: [draw.common('letters.box')] },
        },
        'by key': { sql: 'select body from letters where id = $1', cases: { one: [77] } },
      },
    },
  );

/** A join that an inverted index answers, until the planner walks one side in the order of its key. */
export const strikes = (): Scenario =>
  scenarioOf(
    'strikes',
    `create table routes (id bigint primary key, stops bigint[] not null);
     create index routes_stops on routes using gin (stops);
     create table strikes (stop bigint primary key);`,
    {
      schema: '',
      driving: 'routes',
      settings: { effective_cache_size: '512MB' },
      tables: {
        routes: {
          columns: { id: serial(), stops: sql('array[i * 5, i * 5 + 1, i * 5 + 2, i * 5 + 3]') },
        },
        strikes: { rows: fixed(800), columns: { stop: sql('i * 6131') } },
      },
      queries: {
        hit: {
          sql: 'select distinct r.id from routes r, strikes s where r.stops && array[s.stop]',
        },
      },
    },
  );

/** An export of a tenth of the table: the index that gives way would have read as much. */
export const invoices = (): Scenario =>
  scenarioOf(
    'invoices',
    `create table invoices (id bigint primary key, state text not null, region int not null,
       agent int not null, note text not null);
     create index invoices_state on invoices (state);
     create index invoices_region on invoices (region);
     create index invoices_agent on invoices (agent);`,
    {
      schema: '',
      driving: 'invoices',
      tables: {
        invoices: {
          columns: {
            id: serial(),
            state: weighted({ open: 1, paid: 9 }),
            region: uniformInt(1, 400),
            agent: uniformInt(1, 400),
            note: text({ minLength: 40, maxLength: 80 }),
          },
        },
      },
      queries: {
        'export the open': { sql: "select * from invoices where state = 'open'" },
        'one region and agent': {
          sql: 'select * from invoices where region = $1 and agent = $2',
          cases: { some: [3, 4] },
        },
      },
    },
  );

/** Statements that write, with a foreign key that cascades and a function that writes. */
export const parcels = (): Scenario =>
  scenarioOf(
    'parcels',
    `create table parcels (id bigint primary key, weight int not null);
     create table scans (id bigint primary key, parcel_id bigint not null references parcels on delete cascade);
     create table journal (line text);
     create function noted(parcel bigint) returns int language plpgsql volatile
       as $$ begin insert into journal values (parcel::text); return 1; end $$;
     create view noted_parcels as select id, noted(id) as n from parcels;`,
    {
      schema: '',
      driving: 'scans',
      tables: {
        parcels: { rows: ratio(0.1), columns: { id: serial(), weight: uniformInt(1, 90) } },
        scans: { columns: { id: serial(), parcel_id: reference('parcels') } },
        journal: { rows: fixed(1), columns: { line: text({ minLength: 3, maxLength: 3 }) } },
      },
      queries: {
        remove: { sql: 'delete from parcels where id = $1', cases: { one: [5] } },
        weigh: {
          sql: 'update parcels set weight = weight + 1 where id <= $1',
          cases: { few: [40] },
        },
        note: { sql: 'select n from noted_parcels where id = $1', cases: { one: [5] } },
      },
    },
  );

/** One table read twice: no hiding of indexes and no setting reaches one of the two alone. */
export const staff = (): Scenario =>
  scenarioOf(
    'staff',
    `create table staff (id bigint primary key, unit int not null, pay int not null);
     create index staff_unit on staff (unit);`,
    {
      schema: '',
      driving: 'staff',
      tables: {
        staff: {
          columns: { id: serial(), unit: uniformInt(1, 100), pay: uniformInt(2_000, 9_000) },
        },
      },
      queries: {
        'well paid': {
          sql: 'select id from staff where unit = $1 and pay > (select avg(pay) from staff)',
          cases: { some: [3] },
        },
      },
    },
  );

/** The generic plan cannot use a partial index whose condition is a parameter. */
export const petitions = (): Scenario =>
  scenarioOf(
    'petitions',
    `create table petitions (id bigint primary key, town int not null, urgent boolean not null);
     create index petitions_urgent on petitions (town) where urgent;`,
    {
      schema: '',
      driving: 'petitions',
      settings: { plan_cache_mode: 'force_generic_plan' },
      tables: {
        petitions: { columns: { id: serial(), town: uniformInt(1, 300), urgent: bool(0.001) } },
      },
      queries: {
        urgent: {
          sql: 'select id from petitions where town = $1 and urgent = $2',
          cases: { one: [7, true] },
        },
      },
    },
  );

/** Partitions whose indexes belong to one of the parent. */
export const meters = (): Scenario =>
  scenarioOf(
    'meters',
    `create table meters (id bigint not null, zone int not null, pulse int not null) partition by range (id);
     create table meters_low partition of meters for values from (0) to (2000);
     create table meters_high partition of meters for values from (2000) to (1000000000);
     create index meters_zone on meters (zone);`,
    {
      schema: '',
      driving: 'meters',
      tables: {
        meters: {
          columns: { id: serial(), zone: uniformInt(1, 50), pulse: uniformInt(1, 1_000_000) },
        },
      },
      queries: {
        'all of a zone': { sql: 'select * from meters where zone = $1', cases: { one: [7] } },
      },
    },
  );

/** Read under a role whose policy shows the rows of one branch; no file is of the branch that it asks for. */
export const files = (): Scenario =>
  scenarioOf(
    'files',
    `create role clerk;
     create table files (id bigint primary key, branch int not null, added bigint not null);
     create index files_branch on files (branch);
     create index files_added on files (added);
     grant select on files to clerk;
     alter table files enable row level security;
     create policy own on files using (branch = 9000);`,
    {
      schema: '',
      driving: 'files',
      settings: { role: 'clerk' },
      tables: {
        files: {
          columns: {
            id: serial(),
            branch: uniformInt(1, 3000),
            added: sql('(i * 7919) % 1000003'),
          },
        },
      },
      queries: {
        newest: { sql: 'select id from files order by added desc limit 10' },
      },
    },
  );
