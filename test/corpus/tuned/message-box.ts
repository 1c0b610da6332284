import { draw, serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** What a user sent or got: two indexes, and the walk of a third in their place. */
export const messageBox: Family = {
  name: 'message-box',
  heldOut: false,
  schema: `
    create table messages (
      id bigint primary key,
      sender integer not null,
      receiver integer not null,
      thread bigint not null,
      body text not null,
      sent_at timestamptz not null
    );
    create index messages_sender_idx on messages (sender);
    create index messages_receiver_idx on messages (receiver);
    create index messages_thread_idx on messages (thread);
    create index messages_sent_at_idx on messages (sent_at, id);
  `,
  driving: 'messages',
  tables: {
    messages: {
      columns: {
        id: serial(),
        sender: sql('case when u < 0.05 then 1 else 2 + floor(u * 5000)::integer end'),
        receiver: uniformInt(2, 5000),
        thread: sql('1 + floor(u * n / 12)::bigint'),
        body: text({ minLength: 60, maxLength: 120 }),
        sent_at: time({ from: '2024-01-01', jitterSeconds: 60 }),
      },
    },
  },
  cases: {
    'newest of a user without messages': {
      expected: 'error',
      cause: 'or over several indexes',
      sql: 'select id, body from messages where sender = $1 or receiver = $1 order by id desc limit 20',
      values: [7001],
      end: { hide: ['messages_sender_idx', 'messages_receiver_idx'] },
      rival: {
        sql: `select id, body from ((select id, body from messages where sender = $1 order by id + 0 desc limit 20)
          union (select id, body from messages where receiver = $1 order by id + 0 desc limit 20)) m
          order by id desc limit 20`,
      },
    },
    'cursor as or': {
      expected: 'error',
      cause: 'or over several indexes',
      sql: `select id, body from messages where sent_at < $1 or (sent_at = $1 and id < $2)
        order by sent_at desc, id desc limit 20`,
      values: ['2024-02-01', 5],
      rival: {
        sql: `select id, body from messages where (sent_at, id) < ($1, $2)
          order by sent_at desc, id desc limit 20`,
      },
    },
    'newest to a receiver that does not exist': {
      expected: 'error',
      cause: 'early stop',
      sql: 'select id, body from messages where receiver = $1 order by sent_at desc limit 1',
      values: [draw.absent('messages.receiver')],
      end: { hide: ['messages_receiver_idx'] },
      rival: { ddl: ['create index on messages (receiver, sent_at)'] },
    },
    'newest of the busiest user': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: 'select id, body from messages where sender = $1 or receiver = $1 order by id desc limit 20',
      values: [1],
      rival: {
        ddl: ['create index on messages (sender, id)', 'create index on messages (receiver, id)'],
      },
    },
    'cursor by row values': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: `select id, body from messages where (sent_at, id) < ($1, $2)
        order by sent_at desc, id desc limit 20`,
      values: ['2024-02-01', 5],
      rival: { hide: ['messages_sent_at_idx'] },
    },
    'a thread': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, body from messages where thread = $1 order by id limit 50',
      values: [900],
      rival: { hide: ['messages_thread_idx'] },
    },
    'messages of a user, counted': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: 'select count(*) from messages where sender = $1 or receiver = $1',
      values: [4000],
      rival: { settings: { enable_bitmapscan: 'off' } },
    },
  },
};
