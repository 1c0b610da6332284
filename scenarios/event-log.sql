-- An append-only log, one partition a month over one year.

create table events (
  id bigint not null,
  occurred_at timestamptz not null,
  account_id bigint not null,
  kind text not null,
  severity smallint not null,
  session_id uuid not null,
  payload jsonb not null,
  primary key (id, occurred_at)
) partition by range (occurred_at);

create table events_2025_01 partition of events
  for values from ('2025-01-01 00:00:00+00') to ('2025-02-01 00:00:00+00');
create table events_2025_02 partition of events
  for values from ('2025-02-01 00:00:00+00') to ('2025-03-01 00:00:00+00');
create table events_2025_03 partition of events
  for values from ('2025-03-01 00:00:00+00') to ('2025-04-01 00:00:00+00');
create table events_2025_04 partition of events
  for values from ('2025-04-01 00:00:00+00') to ('2025-05-01 00:00:00+00');
create table events_2025_05 partition of events
  for values from ('2025-05-01 00:00:00+00') to ('2025-06-01 00:00:00+00');
create table events_2025_06 partition of events
  for values from ('2025-06-01 00:00:00+00') to ('2025-07-01 00:00:00+00');
create table events_2025_07 partition of events
  for values from ('2025-07-01 00:00:00+00') to ('2025-08-01 00:00:00+00');
create table events_2025_08 partition of events
  for values from ('2025-08-01 00:00:00+00') to ('2025-09-01 00:00:00+00');
create table events_2025_09 partition of events
  for values from ('2025-09-01 00:00:00+00') to ('2025-10-01 00:00:00+00');
create table events_2025_10 partition of events
  for values from ('2025-10-01 00:00:00+00') to ('2025-11-01 00:00:00+00');
create table events_2025_11 partition of events
  for values from ('2025-11-01 00:00:00+00') to ('2025-12-01 00:00:00+00');
create table events_2025_12 partition of events
  for values from ('2025-12-01 00:00:00+00') to ('2026-01-01 00:00:00+00');

create index events_occurred_at_idx on events (occurred_at);
create index events_account_id_occurred_at_idx on events (account_id, occurred_at);
create index events_kind_idx on events (kind);
create index events_session_id_idx on events (session_id);
create index events_payload_idx on events using gin (payload jsonb_path_ops);

-- Devices check in every minute; the rows arrive in time order and are never changed, hence the BRIN index.
create table heartbeats (
  id bigint primary key,
  device_id integer not null,
  sent_at timestamptz not null,
  battery smallint not null,
  status text not null
);

create index heartbeats_sent_at_brin on heartbeats using brin (sent_at);
create index heartbeats_device_id_sent_at_idx on heartbeats (device_id, sent_at);
create index heartbeats_status_idx on heartbeats (status);
