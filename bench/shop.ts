import { reference, serial, text, time, uniform, weighted } from '../src/model/distributions';
import { ratio } from '../src/model/growth';
import { draw } from '../src/scenario/draw';
import type { Scenario, ScenarioDefinition } from '../src/scenario/types';

/** What every benchmark loads: customers and ten times as many orders, as a web shop has them. */
const tables = `
  create table customers (id bigint not null, email text not null, region int not null);
  create table orders (
    id bigint not null, customer_id bigint not null, status text not null, total numeric(10,2) not null,
    created_at timestamptz not null, note text
  );`;

/** What stands on the tables, as a hand-written script would create it after the rows. */
export const postData = [
  'alter table customers add primary key (id)',
  'alter table orders add primary key (id)',
  'create index orders_customer on orders (customer_id)',
  'create index orders_newest on orders (status, created_at desc)',
  'alter table orders add foreign key (customer_id) references customers (id)',
];

const definition: ScenarioDefinition = {
  schema: `${tables}\n${postData.join(';\n')}`,
  driving: 'orders',
  tables: {
    customers: {
      rows: ratio(0.1),
      columns: {
        id: serial(),
        email: text({ minLength: 16, maxLength: 16 }),
        region: weighted([
          [1, 5],
          [2, 3],
          [3, 2],
        ]),
      },
    },
    orders: {
      columns: {
        id: serial(),
        customer_id: reference('customers', 'id'),
        status: weighted({ shipped: 90, paid: 8, open: 2 }),
        total: uniform(1, 500),
        created_at: time({ from: '2020-01-01', to: '2026-01-01' }),
        note: text({ minLength: 20, maxLength: 20 }),
      },
    },
  },
  queries: {},
};

const cases = (query: string, values: { readonly [label: string]: readonly unknown[] }) =>
  Object.entries(values).map(([label, of]) => ({
    id: `${query} / ${label}`,
    query,
    label,
    values: of,
  }));

/** The scenario as loaded; without indexes and keys where `bare`. */
export function shop({ bare = false } = {}): Scenario {
  const ddl = bare ? tables : `${tables}\n${postData.join(';\n')}`;
  const queries = {
    'newest-by-status': {
      sql: 'select * from orders where status = $1 order by created_at desc limit 20',
      cases: { common: [draw.common('orders.status')], rare: [draw.rare('orders.status')] },
    },
    'orders-of-customer': {
      sql: 'select o.*, c.email from orders o join customers c on c.id = o.customer_id where c.id = $1',
      cases: { common: [draw.common('orders.customer_id')] },
    },
  };
  return {
    name: 'shop',
    file: __filename,
    ddl,
    definition: { ...definition, schema: ddl, queries },
    queries: Object.entries(queries).map(([name, query]) => ({
      name,
      definition: query,
      position: { file: __filename, line: 1, column: 1 },
      cases: cases(name, query.cases),
    })),
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
  };
}
