import { fixed, nullable, ratio, reference, serial, text } from '../../../src/index';
import type { Family } from '../types';

/** Parents are deleted and renamed; what that costs depends on the indexes of their children. */
export const musicAlbums: Family = {
  name: 'music-albums',
  heldOut: true,
  schema: `
    create table albums (id bigint primary key, title text not null);
    create table producers (id bigint primary key, name text not null);
    create table labels (id bigint primary key, name text not null);
    create table label_notes (
      id bigint primary key,
      label_id bigint not null references labels on delete cascade,
      note text not null
    );
    create table tracks (
      id bigint primary key,
      album_id bigint not null references albums on delete cascade on update cascade,
      producer_id bigint references producers on delete set null,
      title text not null
    );
    create table artists (id bigint primary key, name text not null);
    create table gigs (
      id bigint primary key,
      artist_id bigint not null references artists on delete cascade,
      town text not null
    );
    create index gigs_artist_idx on gigs (artist_id);
  `,
  driving: 'tracks',
  tables: {
    albums: {
      rows: ratio(0.1),
      columns: { id: serial(), title: text({ minLength: 8, maxLength: 20 }) },
    },
    producers: {
      rows: ratio(0.02),
      columns: { id: serial(), name: text({ minLength: 8, maxLength: 20 }) },
    },
    labels: {
      rows: fixed(50),
      columns: { id: serial(), name: text({ minLength: 8, maxLength: 20 }) },
    },
    label_notes: {
      rows: fixed(300),
      columns: {
        id: serial(),
        label_id: reference('labels'),
        note: text({ minLength: 20, maxLength: 40 }),
      },
    },
    tracks: {
      columns: {
        id: serial(),
        album_id: reference('albums', { ordered: true }),
        producer_id: nullable(0.4, reference('producers')),
        title: text({ minLength: 20, maxLength: 40 }),
      },
    },
    artists: {
      rows: ratio(0.02),
      columns: { id: serial(), name: text({ minLength: 8, maxLength: 20 }) },
    },
    gigs: {
      rows: ratio(0.3),
      columns: {
        id: serial(),
        artist_id: reference('artists'),
        town: text({ minLength: 8, maxLength: 20 }),
      },
    },
  },
  cases: {
    'delete an album': {
      expected: 'error',
      cause: 'foreign key without index',
      sql: 'delete from albums where id = $1',
      values: [42],
      rival: { ddl: ['create index on tracks (album_id)'] },
    },
    'renumber an album': {
      expected: 'error',
      cause: 'foreign key without index',
      sql: 'update albums set id = -id where id = $1',
      values: [43],
      rival: { ddl: ['create index on tracks (album_id)'] },
    },
    'delete a producer': {
      expected: 'error',
      cause: 'foreign key without index',
      sql: 'delete from producers where id = $1',
      values: [44],
      rival: { ddl: ['create index on tracks (producer_id)'] },
    },
    'albums that no track names': {
      expected: 'error',
      cause: 'subplan not hashed',
      sql: 'select id from albums where id not in (select album_id from tracks)',
      // The subplan is read once for each album: larger sizes take minutes.
      sizes: [5_000, 10_000, 25_000],
      end: { settings: { work_mem: '64kB', hash_mem_multiplier: '1' } },
      rival: {
        sql: 'select id from albums a where not exists (select from tracks t where t.album_id = a.id)',
      },
    },
    'delete an artist': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: 'delete from artists where id = $1',
      values: [45],
      rival: { ddl: ['drop index gigs_artist_idx'] },
    },
    'delete a record label': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: 'delete from labels where id = $1',
      values: [46],
      rival: { ddl: ['create index on label_notes (label_id)'] },
    },
    'delete a track': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: 'delete from tracks where id = $1',
      values: [47],
      rival: { hide: ['tracks_pkey'] },
    },
    'retitle an album': {
      expected: 'none',
      cause: 'foreign key without index',
      sql: 'update albums set title = $2 where id = $1',
      values: [48, 'another'],
      rival: { ddl: ['create index on tracks (album_id)'] },
    },
  },
};
