import { serial, sql } from '../../../src/index';
import type { Family } from '../types';

/** Stations on a map and in documents: operators whose share the planner takes from a table of guesses. */
export const sensorMap: Family = {
  name: 'sensor-map',
  heldOut: false,
  schema: `
    create table stations (
      id bigint primary key,
      spot point not null,
      name text not null,
      facts jsonb not null
    );
    create index stations_spot_idx on stations using gist (spot);
    create index stations_facts_idx on stations using gin (facts jsonb_path_ops);
  `,
  driving: 'stations',
  scales: '10k..30m',
  tables: {
    stations: {
      columns: {
        id: serial(),
        spot: sql('point((i * 7919) % 99991, (i * 104729) % 99989)'),
        name: sql(`'station ' || i || ' ' || md5(i::text)`),
        facts: sql(
          `jsonb_build_object('height', floor(u * 5000)::integer, 'net', 'net' || (i % 7000))`,
        ),
      },
    },
  },
  cases: {
    'first in a region at sea': {
      expected: 'error',
      cause: 'default guess',
      sql: `select id, name from stations where spot <@ box '((200000,200000),(210000,210000))' order by id limit 10`,
      end: { hide: ['stations_spot_idx'] },
      rival: {
        sql: `select id, name from stations where spot <@ box '((200000,200000),(210000,210000))' order by id + 0 limit 10`,
      },
    },
    'highest of all, in documents': {
      expected: 'error',
      cause: 'default guess',
      sql: `select id, name from stations where (facts ->> 'height')::integer > 4990`,
      rival: { ddl: [`create index on stations (((facts ->> 'height')::integer))`] },
    },
    'words within a name': {
      expected: 'error',
      cause: 'missing index',
      sql: `select id, name from stations where name like '%abcdef01%'`,
      rival: {
        ddl: ['create extension pg_trgm', 'create index on stations using gin (name gin_trgm_ops)'],
      },
    },
    'nearest five': {
      expected: 'none',
      cause: 'default guess',
      sql: `select id, name from stations order by spot <-> point '(50000,50000)' limit 5`,
      rival: { hide: ['stations_spot_idx'] },
    },
    'higher half, in documents': {
      expected: 'none',
      cause: 'default guess',
      sql: `select id, name from stations where (facts ->> 'height')::integer > 2500`,
      rival: { ddl: [`create index on stations (((facts ->> 'height')::integer))`] },
    },
    'stations of a net': {
      expected: 'none',
      cause: 'default guess',
      sql: `select id, name from stations where facts @> '{"net": "net77"}'`,
      rival: { hide: ['stations_facts_idx'] },
    },
  },
};
