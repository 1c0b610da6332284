import { fixed, ratio, serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Read under a role whose policy asks a subquery beside the column. */
export const courtFiles: Family = {
  name: 'court-files',
  heldOut: false,
  schema: `
    create role court_clerk;
    create table open_kinds (kind integer primary key);
    create table files (
      id bigint primary key,
      court integer not null,
      kind integer not null,
      words tsvector not null,
      note text not null,
      filed timestamptz not null
    );
    create index files_court_idx on files (court);
    create index files_words_idx on files using gin (words);
    create index files_filed_idx on files (filed);
    create table hearings (id bigint primary key, court integer not null, room integer not null, note text not null);
    create index hearings_court_room_idx on hearings (court, room);
    grant select on files, open_kinds, hearings to court_clerk;
    alter table files enable row level security;
    create policy own on files
      using (court = 4000 or kind in (select kind from open_kinds));
    alter table hearings enable row level security;
    create policy own on hearings using (court = 12);
  `,
  driving: 'files',
  settings: { role: 'court_clerk' },
  tables: {
    open_kinds: { rows: fixed(3), columns: { kind: sql('9000 + i') } },
    files: {
      columns: {
        id: serial(),
        court: uniformInt(1, 400),
        kind: uniformInt(1, 300),
        words: sql(
          `to_tsvector('simple', 'w' || (i % 5000) || ' p' || i || case when i % 3 = 0 then ' land' else '' end)`,
        ),
        note: text({ minLength: 40, maxLength: 80 }),
        filed: time({ from: '2020-01-01', jitterSeconds: 60 }),
      },
    },
    hearings: {
      rows: ratio(0.5),
      columns: {
        id: serial(),
        court: uniformInt(1, 400),
        room: sql('1 + floor(u * n / 4000)::integer'),
        note: text({ minLength: 40, maxLength: 80 }),
      },
    },
  },
  cases: {
    'hearings in a room': {
      expected: 'none',
      cause: 'row-level security',
      sql: 'select id, note from hearings where room = $1',
      values: [2],
      rival: { hide: ['hearings_court_room_idx'] },
    },
    'hearings of the court': {
      expected: 'none',
      cause: 'row-level security',
      sql: 'select count(*) from hearings',
      rival: { hide: ['hearings_court_room_idx'] },
    },
  },
};
