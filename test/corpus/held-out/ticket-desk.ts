import { nullable, serial, sql, text, timeUniform } from '../../../src/index';
import type { Family } from '../types';

/** Tickets with partial indexes, some of which a query's condition does not imply. */
export const ticketDesk: Family = {
  name: 'ticket-desk',
  heldOut: true,
  schema: `
    create table tickets (
      id bigint primary key,
      tenant_id bigint not null,
      status text not null,
      agent_id integer,
      severity integer not null,
      subject text not null,
      opened_at timestamptz not null,
      deleted_at timestamptz
    );
    create index tickets_tenant_idx on tickets (tenant_id) where deleted_at is null;
    create index tickets_severity_idx on tickets (severity) where severity > 980;
    create index tickets_escalated_idx on tickets (opened_at) where status = 'escalated';
    create index tickets_opened_at_idx on tickets (opened_at);
  `,
  driving: 'tickets',
  tables: {
    tickets: {
      columns: {
        id: serial(),
        tenant_id: sql('1 + floor(u * n / 40)::bigint'),
        // The draw of the row number, so that the agent follows from the status: open tickets have none.
        status: sql(`case when (i * 7919) % 100000 < 10 then 'escalated'
          when (i * 7919) % 100000 < 20 then 'blocked'
          when (i * 7919) % 100000 < 40000 then 'open' else 'closed' end`),
        agent_id: sql('case when (i * 7919) % 100000 >= 40000 then 1 + (i % 50)::integer end'),
        severity: sql('floor(u * 1000)::integer'),
        subject: text({ minLength: 30, maxLength: 60 }),
        opened_at: timeUniform({ from: '2024-01-01' }),
        deleted_at: nullable(0.97, timeUniform({ from: '2024-01-01' })),
      },
    },
  },
  cases: {
    'tickets of a tenant, deleted ones too': {
      expected: 'error',
      cause: 'partial index not implied',
      sql: 'select id, subject from tickets where tenant_id = $1',
      values: [77],
      rival: { ddl: ['create index on tickets (tenant_id)'] },
    },
    'one step below the index': {
      expected: 'error',
      cause: 'partial index not implied',
      sql: 'select id, subject from tickets where severity >= 980 and severity < 982',
      rival: { ddl: ['create index on tickets (severity)'] },
    },
    'escalated or blocked': {
      expected: 'error',
      cause: 'partial index not implied',
      sql: `select id, subject from tickets where status in ('escalated', 'blocked')`,
      rival: {
        ddl: [`create index on tickets (status) where status in ('escalated', 'blocked')`],
      },
    },
    'closed without an agent': {
      expected: 'error',
      cause: 'dependent columns',
      sql: `select id, subject from tickets where status = 'closed' and agent_id is null order by opened_at limit 10`,
      rival: {
        ddl: [`create index on tickets (opened_at) where status = 'closed' and agent_id is null`],
      },
    },
    'oldest open ones without an agent': {
      expected: 'none',
      cause: 'dependent columns',
      sql: `select id, subject from tickets where status = 'open' and agent_id is null order by opened_at limit 10`,
      rival: {
        ddl: [`create index on tickets (opened_at) where status = 'open' and agent_id is null`],
      },
    },
    'living tickets of a tenant': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: 'select id, subject from tickets where tenant_id = $1 and deleted_at is null',
      values: [77],
      rival: {
        ddl: ['create index on tickets (tenant_id, deleted_at)'],
        hide: ['tickets_tenant_idx'],
      },
    },
    'severity within the index': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: 'select id, subject from tickets where severity >= 999',
      rival: { hide: ['tickets_severity_idx'] },
    },
    'newest escalated': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: `select id, subject from tickets where status = 'escalated' order by opened_at desc limit 20`,
      rival: { hide: ['tickets_escalated_idx'] },
    },
    'all that live': {
      expected: 'none',
      cause: 'large share',
      sql: 'select id, subject from tickets where deleted_at is null',
      rival: { settings: { enable_seqscan: 'off' } },
    },
  },
};
