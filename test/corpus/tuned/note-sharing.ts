import { fixed, ratio, serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Notes that a user owns or that were shared with the user: two ways in, and a subplan between them. */
export const noteSharing: Family = {
  name: 'note-sharing',
  heldOut: false,
  schema: `
    create table notes (
      id bigint primary key,
      owner_id bigint not null,
      title text not null,
      changed_at timestamptz not null
    );
    create index notes_owner_idx on notes (owner_id);
    create table shares (note_id bigint not null, user_id bigint not null);
    create index shares_note_idx on shares (note_id);
    create index shares_user_idx on shares (user_id);
    create table folders (id integer primary key, owner_id bigint not null, name text not null);
  `,
  driving: 'notes',
  tables: {
    notes: {
      columns: {
        id: serial(),
        owner_id: sql('1 + floor(u * n / 20)::bigint'),
        title: text({ minLength: 40, maxLength: 80 }),
        changed_at: time({ from: '2023-01-01', jitterSeconds: 60 }),
      },
    },
    shares: {
      rows: ratio(0.5),
      columns: {
        note_id: sql('1 + floor(u * n * 2)::bigint'),
        user_id: sql('1 + floor(u * n / 10)::bigint'),
      },
    },
    folders: {
      rows: fixed(60),
      columns: { id: serial(), owner_id: sql('1 + i % 20'), name: sql(`'f' || i`) },
    },
  },
  cases: {
    'mine or shared with me': {
      expected: 'error',
      cause: 'default guess',
      sql: `select id, title from notes
        where owner_id = $1 or id in (select note_id from shares where user_id = $1)`,
      values: [40],
      rival: {
        sql: `select id, title from notes where owner_id = $1
          union select n.id, n.title from notes n join shares s on s.note_id = n.id where s.user_id = $1`,
      },
    },
    'mine or shared with me, by a join': {
      expected: 'error',
      cause: 'or over several indexes',
      sql: `select distinct n.id, n.title from notes n left join shares s on s.note_id = n.id
        where n.owner_id = $1 or s.user_id = $1`,
      values: [41],
      end: { settings: { enable_mergejoin: 'off', enable_nestloop: 'off' } },
      rival: {
        sql: `select id, title from notes where owner_id = $1
          union select n.id, n.title from notes n join shares s on s.note_id = n.id where s.user_id = $1`,
      },
    },
    'notes of an owner, newest first': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, title from notes where owner_id = $1 order by changed_at desc limit 20',
      values: [42],
      rival: { hide: ['notes_owner_idx'] },
    },
    'shared with me': {
      expected: 'none',
      cause: 'join without a usable condition',
      sql: 'select n.id, n.title from shares s join notes n on n.id = s.note_id where s.user_id = $1',
      values: [43],
      rival: { hide: ['shares_user_idx'] },
    },
    'folders, mine or of a shared note': {
      expected: 'none',
      cause: 'small table',
      sql: `select id, name from folders
        where owner_id = $1 or id in (select note_id from shares where user_id = $1)`,
      values: [7],
      rival: {
        sql: `select id, name from folders where owner_id = $1
          union select f.id, f.name from folders f join shares s on s.note_id = f.id where s.user_id = $1`,
      },
    },
  },
};
