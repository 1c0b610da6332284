import type { ScannedFamily, Trap } from './types';

const id = 'id bigint generated always as identity primary key';
const redundant = (subject: string): Trap => ({ kinds: ['redundant-index'], subject });
const unused = (subject: string): Trap => ({ kinds: ['unused-index'], subject });

/** Indexes that another one makes redundant or that nothing uses, and pairs that only look like it. */
export const indexes: ScannedFamily = {
  name: 'indexes',
  trial: false,
  parts: {
    'the first columns of a longer index': {
      ddl: `create table readings (${id}, meter bigint not null, taken_at timestamptz not null);
        create index readings_meter on readings (meter); create index readings_meter_at on readings (meter, taken_at);`,
      trap: redundant('readings_meter'),
      because: 'the longer one serves each query of the shorter one',
    },
    'the same index twice': {
      ddl: `create table tickets (${id}, seat text not null, price int not null);
        create index tickets_seat on tickets (seat); create index tickets_seat_2 on tickets (seat);`,
      trap: { kinds: ['redundant-index'] },
      because: 'each insert writes both',
    },
    'a plain index beside a unique one': {
      ddl: `create table badges (${id}, serial text not null unique, issued date);
        create index badges_serial on badges (serial);`,
      trap: redundant('badges_serial'),
      because: 'the unique index serves the same queries',
    },
    'an index on the primary key': {
      ddl: `create table bolts (${id}, thread text); create index bolts_id on bolts (id);`,
      trap: redundant('bolts_id'),
      because: 'the primary key has an index',
    },
    'the same column in the other direction': {
      ddl: `create table sightings (${id}, seen_at timestamptz not null, bird text);
        create index sightings_up on sightings (seen_at); create index sightings_down on sightings (seen_at desc);`,
      trap: { kinds: ['redundant-index'] },
      because: 'a b-tree is read in both directions',
    },
    'the same condition, fewer columns': {
      ddl: `create table jobs (${id}, queue text not null, run_at timestamptz not null, done_at timestamptz);
        create index jobs_waiting on jobs (queue) where done_at is null;
        create index jobs_waiting_at on jobs (queue, run_at) where done_at is null;`,
      trap: redundant('jobs_waiting'),
      because: 'the longer partial index has the same rows',
    },
    'an expression at the start of a longer index': {
      ddl: `create table subscribers (${id}, email text not null, joined date not null);
        create index subscribers_lower on subscribers (lower(email)); create index subscribers_lower_joined on subscribers (lower(email), joined);`,
      trap: redundant('subscribers_lower'),
      because: 'expressions count as columns',
    },
    'the same GIN index twice': {
      ddl: `create table recipes (${id}, labels text[] not null);
        create index recipes_labels on recipes using gin (labels); create index recipes_labels_again on recipes using gin (labels);`,
      trap: { kinds: ['redundant-index'] },
      because: 'each insert writes both',
    },
    'the key with fewer included columns': {
      ddl: `create table trades (${id}, symbol bigint not null, price numeric, volume int);
        create index trades_symbol on trades (symbol); create index trades_symbol_price on trades (symbol) include (price);`,
      trap: redundant('trades_symbol'),
      because: 'the covering one has the same key',
    },
    'two unique constraints on the same columns': {
      // Within one CREATE TABLE the server makes one index of both (transformIndexConstraints, parse_utilcmd.c).
      ddl: `create table rooms (${id}, hotel bigint not null, number int not null, constraint rooms_one unique (hotel, number));
        alter table rooms add constraint rooms_two unique (hotel, number);`,
      trap: { kinds: ['redundant-index'] },
      because: 'both enforce the same',
    },
    'BRIN on random uuids': {
      ddl: `create table tokens (${id}, value uuid not null default gen_random_uuid()); create index tokens_value on tokens using brin (value);`,
      trap: unused('tokens_value'),
      because: 'each range of pages has values from everywhere',
    },
    'BRIN on emails': {
      ddl: `create table leads (${id}, email text not null, source text); create index leads_email on leads using brin (email);`,
      trap: unused('leads_email'),
      because: 'emails do not follow the order of the rows',
    },
    'BRIN on a random number': {
      ddl: `create table draws (${id}, ball int not null check (ball between 1 and 1000000), drawn_at timestamptz not null default now()); create index draws_ball on draws using brin (ball);`,
      trap: unused('draws_ball'),
      because: 'numbers do not follow the order of the rows',
    },
    'the columns in two orders': {
      ddl: `create table follows (follower bigint not null, followed bigint not null, since date not null);
        create index follows_out on follows (follower, followed); create index follows_in on follows (followed, follower);`,
      because: 'each leads with another column',
    },
    'a unique index on the first column': {
      ddl: `create table domains (${id}, host text not null, expires date not null);
        create unique index domains_host on domains (host); create index domains_host_expires on domains (host, expires);`,
      because: 'the unique index enforces something',
    },
    'a partial index beside a full one': {
      ddl: `create table transfers (${id}, account bigint not null, state text not null check (state in ('done', 'failed', 'waiting')), made_at timestamptz not null);
        create index transfers_account on transfers (account, made_at); create index transfers_waiting on transfers (made_at) where state = 'waiting';`,
      because: 'the partial index is small and has another first column',
    },
    'nulls at the other end': {
      ddl: `create table tasks (${id}, due timestamptz, note text);
        create index tasks_due on tasks (due nulls first); create index tasks_due_last on tasks (due desc nulls first, id);`,
      because: 'the two orders differ in where nulls stand',
    },
    'B-tree and GIN on one array': {
      ddl: `create table shelves (${id}, books int[] not null);
        create index shelves_books on shelves using gin (books);`,
      because: 'GIN finds elements',
    },
    'BRIN on a time that rises': {
      ddl: `create table pulses (${id}, beat_at timestamptz not null default now(), rate int);
        create index pulses_beat on pulses using brin (beat_at);`,
      because: 'a range of times lies together',
    },
    'an expression and its column': {
      ddl: `create table visitors (${id}, email text not null);
        create index visitors_email on visitors (email); create index visitors_lower on visitors (lower(email));`,
      because: 'they serve different conditions',
    },
    'an index with a pattern class': {
      ddl: `create table streets (${id}, name text not null);
        create index streets_name on streets (name); create index streets_prefix on streets (name text_pattern_ops);`,
      because: 'only the second one serves LIKE',
    },
    'different included columns': {
      ddl: `create table bids (${id}, lot bigint not null, amount int not null, bidder text);
        create index bids_lot on bids (lot) include (amount); create index bids_lot_at on bids (lot, id);`,
      because: 'the longer one does not contain the amount',
    },
    'a unique constraint on two columns': {
      ddl: `create table seats (${id}, hall bigint not null, seat_no int not null, unique (hall, seat_no));`,
      because: 'one index serves and enforces',
    },
    'a nullable time with an index for the rows that have none': {
      ddl: `create table outbox (${id}, sent_at timestamptz, payload jsonb not null);
        create index outbox_unsent on outbox (id) where sent_at is null;`,
      because: 'few rows are unsent',
    },
    'an exclusion of overlaps': {
      ddl: `create extension if not exists btree_gist;
        create table bookings (${id}, room bigint not null, stay tstzrange not null, exclude using gist (room with =, stay with &&));`,
      because: 'the constraint needs its index',
    },
    'full text': {
      ddl: `create table essays (${id}, body text not null, words tsvector generated always as (to_tsvector('simple', body)) stored);
        create index essays_words on essays using gin (words);`,
      because: 'GIN serves @@',
    },
    'a single table without any index': {
      ddl: `create table audit_lines (line text not null, written_at timestamptz not null default now());`,
      because: 'nothing asks for one row of it',
    },
    'a unique index that treats nulls alike': {
      ddl: `create table aliases (${id}, alias text, owner text not null, unique nulls not distinct (alias));
        create index aliases_owner on aliases (owner);`,
      because: 'each index has a column of its own',
    },
  },
  questions: {},
};
