import { serial, sql, text, time, uniformInt, weighted } from '../../../src/index';
import type { Family } from '../types';

/** Reads that stop early, or never do, along the time of rides. */
export const bikeRentals: Family = {
  name: 'bike-rentals',
  heldOut: false,
  schema: `
    create table rides (
      id bigint primary key,
      bike integer not null,
      station integer not null,
      state text not null,
      minutes integer not null,
      started_at timestamptz not null,
      route text not null
    );
    create index rides_bike_idx on rides (bike);
    create index rides_state_idx on rides (state);
    create index rides_started_idx on rides (started_at);
  `,
  driving: 'rides',
  tables: {
    rides: {
      columns: {
        id: serial(),
        bike: sql('1 + floor(u * n / 60)::integer'),
        // Station 99 opened lately.
        station: sql('case when i > n * 0.98 then 99 else 1 + floor(u * 10)::integer end'),
        state: weighted({ ended: 96, running: 2, lost: 2 }),
        minutes: uniformInt(1, 500),
        started_at: time({ from: '2023-01-01', jitterSeconds: 60 }),
        route: text({ minLength: 40, maxLength: 80 }),
      },
    },
  },
  cases: {
    'first rides from a new station': {
      expected: 'error',
      cause: 'place of the matching rows',
      sql: 'select id, bike from rides where station = $1 order by started_at limit 5',
      values: [99],
      // Beside the walk the planner does not take it: it expects to find five rides soon.
      rival: {
        ddl: ['create index on rides (station, started_at)'],
        hide: ['rides_started_idx'],
      },
    },
    'last rides from an old station': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, bike from rides where station = $1 order by started_at limit 5',
      values: [4],
      rival: { ddl: ['create index on rides (station, started_at)'] },
    },
    'whether a lost bike was out for long': {
      expected: 'error',
      cause: 'early stop',
      sql: "select exists (select from rides where state = 'lost' and minutes > $1)",
      values: [600],
      rival: { ddl: ['create index on rides (state, minutes)'] },
    },
    'whether a ride took long': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select exists (select from rides where minutes > $1)',
      values: [300],
      rival: { ddl: ['create index on rides (minutes)'] },
    },
    'newest in a state that no ride has': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, bike from rides where state = $1 order by started_at desc limit 10',
      values: ['stolen'],
      rival: { hide: ['rides_state_idx'] },
    },
    'page after a cursor, newest first': {
      expected: 'error',
      cause: 'or over several indexes',
      sql: `select id, bike from rides
        where started_at < $1 or (started_at = $1 and id < $2)
        order by started_at desc, id desc limit 20`,
      values: ['2023-06-01', 1000],
      rival: {
        sql: `select id, bike from rides where (started_at, id) < ($1, $2)
          order by started_at desc, id desc limit 20`,
      },
    },
    'page after a cursor, with its bound repeated': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: `select id, bike from rides
        where started_at <= $1 and (started_at < $1 or id < $2)
        order by started_at desc, id desc limit 20`,
      values: ['2023-06-01', 1000],
      rival: {
        sql: `select id, bike from rides where (started_at, id) < ($1, $2)
          order by started_at desc, id desc limit 20`,
      },
    },
    'longest ride of a bike': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, minutes from rides where bike = $1 order by minutes desc limit 1',
      values: [40],
      rival: { hide: ['rides_bike_idx'] },
    },
  },
};
