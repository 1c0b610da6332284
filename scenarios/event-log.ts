/**
 * An append-only event log, partitioned by month, and a stream of heartbeats. The scale is the number of events.
 *
 * The row counts in the comments are those of PostgreSQL 18 on its default settings.
 */
import {
  defineScenario,
  draw,
  jsonb,
  ratio,
  serial,
  time,
  uniformInt,
  uuidV4,
  weighted,
  zipf,
} from 'plancliff';

export default defineScenario({
  description: 'An append-only log in monthly partitions, with jsonb payloads and deep pagination',
  schema: { file: 'event-log.sql' },
  driving: 'events',
  // With fewer rows a dozen partitions have a few pages each, and it says little which of them is read in full.
  scales: '10k..1b',
  tables: {
    events: {
      columns: {
        id: serial(),
        occurred_at: time({ from: '2025-01-01', to: '2026-01-01', jitterSeconds: 5 }),
        account_id: zipf(200_000, 0.7),
        kind: weighted({ view: 70, click: 20, sign_in: 8, payment: 1.95, refund: 0.05 }),
        severity: weighted({ 0: 95, 1: 4.5, 2: 0.5 }),
        session_id: uuidV4(),
        payload: jsonb({
          path: weighted({ '/': 50, '/search': 30, '/cart': 15, '/checkout': 5 }),
          plan: weighted({ free: 90, paid: 9.99, trial: 0.01 }),
          duration: uniformInt(1, 9000),
        }),
      },
    },
    heartbeats: {
      rows: ratio(2),
      columns: {
        id: serial(),
        device_id: uniformInt(1, 50_000),
        sent_at: time({ from: '2025-01-01', to: '2026-01-01', jitterSeconds: 1 }),
        battery: uniformInt(1, 100),
        status: weighted({ ok: 84.9, low: 15, failed: 0.1 }),
      },
    },
  },
  queries: {
    'latest events': {
      sql: 'select id, kind, occurred_at from events order by occurred_at desc limit 100',
      expect: { index: 'events_occurred_at_idx', upTo: '1b' },
    },
    'events of an account': {
      sql: `select id, kind, occurred_at from events
        where account_id = $1 order by occurred_at desc limit 50`,
      cases: {
        busiest: [draw.common('events.account_id')],
        quiet: [draw.rare('events.account_id')],
      },
      expect: { index: 'events_account_id_occurred_at_idx', upTo: '1b' },
    },
    'events of an account this month': {
      sql: `select kind, count(*) from events
        where account_id = $1 and occurred_at >= $2 and occurred_at < $3 group by kind`,
      cases: { busiest: [draw.common('events.account_id'), '2025-12-01', '2026-01-01'] },
    },
    'events of an hour': {
      sql: 'select * from events where occurred_at >= $1 and occurred_at < $2',
      cases: { 'one hour': ['2025-11-20 10:00', '2025-11-20 11:00'] },
    },
    // The month is one partition: reading all of it is what the query asks for, and no index is missed.
    'events of a month': {
      sql: 'select kind, count(*) from events where occurred_at >= $1 and occurred_at < $2 group by kind',
      cases: { November: ['2025-11-01', '2025-12-01'] },
    },
    // date_trunc() hides the partition key: every partition is read, whatever the month.
    'events of a month, by date_trunc': {
      sql: `select kind, count(*) from events where date_trunc('month', occurred_at) = $1::timestamptz group by kind`,
      cases: { November: ['2025-11-01'] },
    },
    // Everything of the kind is wanted: where a full scan takes over, cost follows the rows, and that is no error.
    'events of a kind': {
      sql: 'select id, account_id, occurred_at from events where kind = $1',
      cases: { refund: ['refund'], payment: ['payment'], click: ['click'] },
    },
    // A walk back in time ends as soon as twenty have been met, so it takes over from the index on the kind once
    // the kind has enough rows. Harmless if the kind is still in use; if its last event is a year old, it is not.
    'newest events of a kind': {
      sql: 'select id, account_id, occurred_at from events where kind = $1 order by occurred_at desc limit 20',
      cases: { view: ['view'], refund: ['refund'], absent: ['no-such-kind'] },
    },
    'events of a session': {
      sql: 'select id, kind from events where session_id = $1 order by occurred_at',
      cases: { known: [draw.common('events.session_id')] },
    },
    // OFFSET reads what it skips: up to a million entries, as far as the account has them. Measured on 3M loaded
    // events: 19,300 pages. The same page by keyset stays at a hundred rows.
    'page 10,000 of an account': {
      sql: `select id, kind, occurred_at from events where account_id = $1
        order by occurred_at desc limit 100 offset 1000000`,
      cases: { busiest: [draw.common('events.account_id')] },
    },
    'page 10,000 by keyset': {
      sql: `select id, kind, occurred_at from events
        where account_id = $1 and occurred_at < $2 order by occurred_at desc limit 100`,
      cases: { busiest: [draw.common('events.account_id'), '2025-03-01'] },
    },
    'payloads of a plan': {
      sql: `select id, occurred_at from events where payload @> $1::jsonb`,
      cases: { trial: ['{"plan": "trial"}'], paid: ['{"plan": "paid"}'] },
    },
    // ->> is not @>: the GIN index does not answer it.
    'payloads of a plan, by ->>': {
      sql: `select id, occurred_at from events where payload ->> 'plan' = $1`,
      cases: { trial: ['trial'] },
    },
    'heartbeats of an hour': {
      sql: 'select device_id, battery from heartbeats where sent_at >= $1 and sent_at < $2',
      cases: { 'one hour': ['2025-11-20 10:00', '2025-11-20 11:00'] },
    },
    'last heartbeat of a device': {
      sql: 'select sent_at, battery from heartbeats where device_id = $1 order by sent_at desc limit 1',
      cases: { known: [4711], absent: [draw.absent('heartbeats.device_id')] },
      expect: { index: 'heartbeats_device_id_sent_at_idx', upTo: '1b' },
    },
    // Two indexes, each too coarse alone, are joined by a BitmapAnd. From 390M events on the planner reads the failed
    // heartbeats of the whole year for those of a month. Measured on 3M loaded events, for 504 rows: 510 pages and 112k rows
    // by both indexes, 5,680 pages by the status alone. One index on both columns does with an eleventh of the latter.
    'failing devices': {
      sql: 'select device_id, sent_at from heartbeats where status = $1 and sent_at >= $2',
      cases: { failed: ['failed', '2025-12-01'], low: ['low', '2025-12-01'] },
    },
    // Fifteen in a hundred heartbeats are low, so every page holds some. Once the bitmap of these pages no longer
    // fits work_mem it turns lossy: all rows of a page are then checked, and a full scan is cheaper, for twenty
    // rows. Measured on 6M loaded heartbeats: 44,900 pages by the index, 44,100 by the scan.
    'lowest batteries': {
      sql: 'select device_id, battery, sent_at from heartbeats where status = $1 order by battery limit 20',
      cases: { low: ['low'] },
    },
    // The key has to hold the partition's column, and the query doesn't: each partition is probed.
    'event by id': {
      sql: 'select * from events where id = $1',
      cases: { newest: [draw.highest('events.id')] },
    },
    'slowest requests of a kind': {
      sql: `select id, payload ->> 'path' as path from events
        where kind = $1 order by (payload ->> 'duration')::int desc limit 20`,
      cases: { sign_in: ['sign_in'] },
      allow: {
        kind: 'index-lost',
        reason: 'A weekly report reads all sign-ins of the year to sort them, and may take minutes',
      },
    },
    'weak devices': {
      sql: 'select device_id, count(*) from heartbeats where status = $1 group by device_id',
      cases: { low: ['low'], ok: ['ok'] },
    },
  },
});
