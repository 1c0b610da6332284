import {
  fixed,
  nullable,
  ratio,
  reference,
  serial,
  sql,
  text,
  uniformInt,
} from '../../../src/index';
import type { Family } from '../types';

/** What a statement does beyond its text, and small tables beside tables that seem small. */
export const harbourBerths: Family = {
  name: 'harbour-berths',
  heldOut: false,
  schema: `
    create table flags (code integer primary key, country text not null unique);
    create table ships (id bigint primary key, flag integer not null, name text not null);
    create table berths (
      id bigint primary key,
      ship_id bigint references ships on delete set null,
      pilot_id bigint,
      quay integer not null,
      words text not null
    );
    create table pilots (id bigint primary key, name text not null);
    alter table berths add foreign key (pilot_id) references pilots on update cascade;
    create index berths_pilot_quay_idx on berths (pilot_id, quay);
    create table tugs (id bigint primary key, ship_id bigint not null, power integer not null);
  `,
  driving: 'berths',
  tables: {
    flags: { rows: fixed(80), columns: { code: serial(), country: sql(`'country ' || i`) } },
    ships: {
      rows: ratio(0.02),
      columns: {
        id: serial(),
        flag: uniformInt(1, 80),
        name: text({ minLength: 8, maxLength: 20 }),
      },
    },
    pilots: {
      rows: ratio(0.01),
      columns: { id: serial(), name: text({ minLength: 8, maxLength: 20 }) },
    },
    tugs: {
      rows: ratio(0.1),
      columns: {
        id: serial(),
        ship_id: sql('1 + floor(u * n / 4)::bigint'),
        power: uniformInt(100, 900),
      },
    },
    berths: {
      columns: {
        id: serial(),
        ship_id: nullable(0.5, reference('ships')),
        pilot_id: reference('pilots'),
        quay: uniformInt(1, 40),
        words: text({ minLength: 40, maxLength: 80 }),
      },
    },
  },
  cases: {
    'scrap a ship': {
      expected: 'error',
      cause: 'foreign key without index',
      sql: 'delete from ships where id = $1',
      values: [7],
      rival: { ddl: ['create index on berths (ship_id)'] },
    },
    'give a pilot another number': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: 'update pilots set id = -id where id = $1',
      values: [7],
      rival: { ddl: ['create index on berths (pilot_id)'] },
    },
    'tugs of a ship': {
      expected: 'error',
      cause: 'missing index',
      sql: 'select s.name, t.power from ships s join tugs t on t.ship_id = s.id where s.id = $1',
      values: [7],
      rival: { ddl: ['create index on tugs (ship_id)'] },
    },
    'flag of a ship, by its country': {
      expected: 'none',
      cause: 'small table',
      sql: `select s.name, f.code from ships s join flags f on f.code = s.flag
        where s.id = $1 and f.country <> 'country 3'`,
      values: [7],
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'two thousand berths by key, as text': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select id, words from berths where id::text = any ($1)',
      values: [Array.from({ length: 2000 }, (_, k) => String(k * 4 + 1))],
      rival: {
        sql: 'select id, words from berths where id = any ($1::bigint[])',
      },
    },
  },
};
