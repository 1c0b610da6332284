import { type Breach, wordBreach } from '../../../src/engine/refusal/word-breach';
import type { ServerError } from '../../../src/postgres/server-error';

const error: ServerError = {
  message: 'the words of the server',
  detail: 'Key (a)=(7) is there.',
  severity: 'ERROR',
  code: '23505',
  constraint: 'orders_rule',
  column: 'paid_at',
  dataType: 'percent',
};

function worded(of: Partial<Breach>): string {
  const breach = { kind: 'unique', error, table: 'orders', scale: '1M', columns: ['a'], ...of };
  const { message, reason, hint } = wordBreach(breach as Breach);
  return [message, reason, hint].join('\n');
}

it.each<[Breach['kind'], Partial<Breach>, string, string]>([
  [
    'check',
    { definition: 'CHECK (a < 5)' },
    'tables.orders.columns.a: a row breaks the check constraint orders_rule at 1M',
    'Change the distribution of a so that every row satisfies the constraint (CHECK (a < 5)).',
  ],
  [
    'not-null',
    { columns: ['paid_at'] },
    'tables.orders.columns.paid_at: a row has null in paid_at, which is NOT NULL at 1M',
    'Change the distribution of paid_at so that it makes no nulls, or drop NOT NULL in the schema.',
  ],
  [
    'unique',
    { columns: ['a', 'b'], definition: 'btree (a, b)' },
    'tables.orders: two rows have the same key in the unique index orders_rule at 1M',
    'Change the distribution of a, b so that no key occurs twice, e.g. by serial(), or make the index (btree (a, b)) not unique.',
  ],
  [
    'exclusion',
    { definition: 'gist (during WITH &&)', columns: ['during'] },
    'tables.orders.columns.during: two rows conflict under the exclusion constraint orders_rule at 1M',
    'Change the distribution of during so that no two rows conflict (gist (during WITH &&)).',
  ],
  [
    'foreign-key',
    { columns: ['user_id'] },
    'tables.orders.columns.user_id: a row refers to no row of the parent table, which breaks the foreign key orders_rule at 1M',
    'Fill user_id with reference(), which makes keys of existing rows.',
  ],
  [
    'no-partition',
    { columns: ['at'], definition: 'partition by RANGE (at)' },
    'tables.orders.columns.at: a row fits no partition at 1M',
    'Add a partition for this key, or a default partition, to the schema; or change the distribution of at (partition by RANGE (at)).',
  ],
  [
    'domain',
    { columns: [], definition: 'CHECK (VALUE < 100)' },
    'tables.orders: a value breaks the domain percent at 1M',
    'Change the distribution so that every value satisfies the domain (CHECK (VALUE < 100)).',
  ],
  [
    'value',
    { columns: [] },
    'tables.orders: a row is refused at 1M',
    'Change the distribution, or the schema.',
  ],
])('words a broken rule: %s', (kind, of, message, hint) => {
  const reason = 'the words of the server; Key (a)=(7) is there.';
  expect(worded({ kind, ...of })).toBe([message, reason, hint].join('\n'));
});

it('names no table where the server names none, and no columns where none are known', () => {
  const [message, , hint] = worded({ kind: 'check', table: undefined, columns: [] }).split('\n');
  expect(message).toBe('the data model: a row breaks the check constraint orders_rule at 1M');
  expect(hint).toBe(
    'Change the distribution of the columns so that every row satisfies the constraint.',
  );
});

it('has the error of the server as its cause', () => {
  expect(wordBreach({ kind: 'check', error, table: 't', scale: '1k', columns: [] }).cause).toBe(
    error,
  );
});
