import type { ScannedFamily, Trap } from './types';

const id = 'id bigint generated always as identity primary key';
const slow: Trap = {
  kinds: ['work-outgrows-result', 'early-stop', 'index-lost', 'no-index', 'index-demoted'],
};

/** Tables whose newest rows of one value are found by an index, or are not. */
export const lists: ScannedFamily = {
  name: 'lists',
  trial: true,
  parts: {
    'newest messages of an account, sorted': {
      ddl: `create table accounts (${id}, label text not null);
        create table account_messages (${id}, account_id bigint not null references accounts, body text not null, created_at timestamptz not null default now());
        create index account_messages_account on account_messages (account_id);`,
      trap: slow,
      because: 'all messages of a large account are read and sorted for twenty',
    },
    'newest rows of a state, one index for each column': {
      ddl: `create table shipments (${id}, state text not null check (state in ('packed', 'sent', 'lost')), created_at timestamptz not null default now());
        create index shipments_state on shipments (state); create index shipments_created on shipments (created_at);`,
      because:
        'three in a hundred are near in any order of time: of 1M loaded rows 10 pages for the newest 20, and 8 by one index for both',
    },
    'newest events of a device, one index for each column': {
      ddl: `create table devices (${id}, mac text not null unique);
        create table device_events (${id}, device_id bigint not null references devices, created_at timestamptz not null default now(), body text);
        create index device_events_device on device_events (device_id); create index device_events_created on device_events (created_at);`,
      trap: slow,
      because: 'all events of a busy device are read, or all times are walked',
    },
    'newest posts of a tenant': {
      ddl: `create table tenants (${id}, name text not null);
        create table tenant_posts (${id}, tenant_id bigint not null references tenants, title text not null, created_at timestamptz not null default now());
        create index tenant_posts_tenant on tenant_posts (tenant_id);`,
      trap: slow,
      because: 'the tenant with half of the rows sorts all of them',
    },
    'newest messages, with an index for the list': {
      ddl: `create table mailboxes (${id}, address text not null unique);
        create table mails (${id}, mailbox_id bigint not null references mailboxes, subject text not null, created_at timestamptz not null default now());
        create index mails_mailbox on mails (mailbox_id, created_at desc);`,
      because: 'the index has the filter and the order',
    },
    'newest rows of a state, with an index for the list': {
      ddl: `create table returns (${id}, state text not null check (state in ('asked', 'granted', 'refused')), created_at timestamptz not null default now());
        create index returns_state on returns (state, created_at desc);`,
      because: 'the index has the filter and the order',
    },
    'a list by the primary key': {
      ddl: `create table stamps (${id}, motif text not null);`,
      because: 'the primary key gives the order',
    },
    'a list by time': {
      ddl: `create table headlines (${id}, title text not null, created_at timestamptz not null default now());
        create index headlines_created on headlines (created_at desc, id desc);`,
      because: 'the index gives the order',
    },
  },
  questions: {},
};
