export const scenarioTemplate = `import { defineScenario, draw, email, ratio, reference, serial, skew, time, weighted } from 'plancliff';

/** Row types as Kysely has them; an interface that your application has already will do. */
interface Database {
  customers: { id: number; email: string };
  orders: { id: number; customer_id: number; status: string; created_at: Date };
}

export default defineScenario<Database>({
  description: 'Orders of a small shop: replace it by tables and queries of your own',
  schema: \`
    create table customers (
      id bigint primary key,
      email text not null
    );
    create table orders (
      id bigint primary key,
      customer_id bigint not null references customers,
      status text not null,
      created_at timestamptz not null
    );
    create index orders_customer_id_created_at_idx on orders (customer_id, created_at);
    create index orders_status_idx on orders (status);
  \`,
  // The table whose row count is the scale; the others follow it.
  driving: 'orders',
  tables: {
    customers: {
      rows: ratio(0.1),
      columns: { id: serial(), email: email() },
    },
    orders: {
      columns: {
        id: serial(),
        customer_id: reference('customers', { skew: skew.zipf(0.5) }),
        // Nearly all orders are done: an index on status helps with the others only.
        status: weighted({ done: 0.97, open: 0.02, disputed: 0.01 }),
        created_at: time({ from: '2024-01-01', to: '2026-01-01' }),
      },
    },
  },
  queries: {
    'newest orders of a customer': {
      sql: 'select id, status from orders where customer_id = $1 order by created_at desc limit 20',
      cases: {
        common: [draw.common('orders.customer_id')],
        rare: [draw.rare('orders.customer_id')],
      },
      // A promise: plancliff fails where the index no longer serves the query.
      expect: { index: 'orders_customer_id_created_at_idx', upTo: '100m' },
    },
    'orders by status': {
      sql: 'select id, customer_id from orders where status = $1',
      cases: { rare: [draw.rare('orders.status')] },
    },
  },
});
`;
