import { bool, serial, sql, text, timeUniform } from '../../../src/index';
import type { Family } from '../types';

/** Prepared statements after their fifth execution: one plan for whatever the values are. */
export const invoiceDesk: Family = {
  name: 'invoice-desk',
  heldOut: false,
  schema: `
    create table invoices (
      id bigint primary key,
      customer_id bigint not null,
      number text not null,
      state text not null,
      paid boolean not null,
      due date not null,
      words text not null
    );
    create index invoices_customer_idx on invoices (customer_id);
    create index invoices_number_idx on invoices (number);
    create index invoices_state_idx on invoices (state);
    create index invoices_due_idx on invoices (due) where not paid;
    create index invoices_all_due_idx on invoices (due, id);
  `,
  driving: 'invoices',
  settings: { plan_cache_mode: 'force_generic_plan' },
  tables: {
    invoices: {
      columns: {
        id: serial(),
        customer_id: sql('1 + floor(u * n / 30)::bigint'),
        number: sql(`'INV-' || lpad(i::text, 12, '0')`),
        state: sql(`case when u < 0.0001 then 'disputed' else 'settled' end`),
        paid: bool(0.9999),
        due: timeUniform({ from: '2020-01-01' }),
        words: text({ minLength: 40, maxLength: 60 }),
      },
    },
  },
  cases: {
    'unpaid, by a parameter': {
      expected: 'error',
      cause: 'generic plan',
      sql: 'select id, words from invoices where paid = $1',
      values: [false],
      rival: { sql: 'select id, words from invoices where not paid' },
    },
    'first due in a state that no invoice has': {
      expected: 'error',
      cause: 'generic plan',
      sql: 'select id, words from invoices where state = $1 order by due, id limit 20',
      values: ['void'],
      rival: { settings: { plan_cache_mode: 'force_custom_plan' } },
    },
    'beginning of a number, by a parameter': {
      expected: 'error',
      cause: 'generic plan',
      sql: 'select id, words from invoices where number like $1',
      values: ['INV-00000000123%'],
      rival: { settings: { plan_cache_mode: 'force_custom_plan' } },
    },
    'invoices of a customer': {
      expected: 'none',
      cause: 'generic plan',
      sql: 'select id, words from invoices where customer_id = $1',
      values: [321],
      rival: { hide: ['invoices_customer_idx'] },
    },
    'an invoice by number': {
      expected: 'none',
      cause: 'generic plan',
      sql: 'select id, words from invoices where number = $1',
      values: ['INV-000000001234'],
      rival: { hide: ['invoices_number_idx'] },
    },
    'due within a week': {
      expected: 'none',
      cause: 'generic plan',
      sql: 'select id, words from invoices where due >= $1 and due < $2',
      values: ['2024-03-04', '2024-03-11'],
      rival: { hide: ['invoices_all_due_idx'] },
    },
    'page after a cursor': {
      expected: 'none',
      cause: 'generic plan',
      sql: 'select id, words from invoices where (due, id) > ($1, $2) order by due, id limit 50',
      values: ['2024-03-04', 77],
      rival: { hide: ['invoices_all_due_idx'] },
    },
  },
};
