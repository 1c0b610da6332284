/**
 * A web shop: orders, their items, customers and products. The scale is the number of orders.
 *
 * The queries are what a colleague or an assistant would write for such a shop in an afternoon: most stay well,
 * some lose their index on the way, and some change their plan without doing harm. The row counts in the
 * comments are those of PostgreSQL 18 on its default settings.
 */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import type { Generated } from 'kysely';
import {
  bool,
  defineScenario,
  draw,
  email,
  nullable,
  perParent,
  ratio,
  reference,
  serial,
  skew,
  text,
  time,
  uniform,
  uniformInt,
  weighted,
} from 'plancliff';

interface Shop {
  customers: {
    id: Generated<string>;
    email: string;
    name: string;
    country: string;
    marketing_opt_in: boolean;
    created_at: Date;
  };
  products: {
    id: Generated<string>;
    sku: string;
    title: string;
    category: string;
    price: string;
    active: boolean;
  };
  orders: {
    id: Generated<string>;
    customer_id: string;
    status: string;
    total: string;
    coupon: string | null;
    shipping_address: string;
    placed_at: Date;
    updated_at: Date;
  };
  order_items: {
    id: Generated<string>;
    order_id: string;
    product_id: string;
    quantity: number;
    unit_price: string;
  };
}

/** Compiles and never connects: plancliff asks the server. */
const db = new Kysely<Shop>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export default defineScenario<Shop>({
  description: 'Orders of a web shop, with a skewed status and newest-first lists',
  schema: { file: 'web-shop.sql' },
  driving: 'orders',
  tables: {
    customers: {
      rows: ratio(0.1),
      columns: {
        id: serial(),
        email: email(),
        name: text({ minLength: 8, maxLength: 24 }),
        country: weighted({ DE: 40, FR: 25, GB: 20, NL: 10, AT: 4.5, LU: 0.4, MT: 0.1 }),
        marketing_opt_in: bool(0.3),
        created_at: time({ from: '2022-01-01', to: '2025-12-31' }),
      },
    },
    products: {
      rows: ratio(0.01),
      columns: {
        id: serial(),
        sku: text({ minLength: 12, maxLength: 12 }),
        title: text({ minLength: 20, maxLength: 60 }),
        category: weighted({ garden: 30, kitchen: 30, office: 25, toys: 14, spares: 1 }),
        price: uniform(1, 500),
        active: bool(0.9),
      },
    },
    orders: {
      columns: {
        id: serial(),
        customer_id: reference('customers', { skew: skew.zipf(0.6) }),
        status: weighted({
          delivered: 78,
          shipped: 12,
          paid: 5,
          pending: 3,
          cancelled: 1.9,
          refunded: 0.1,
        }),
        total: uniform(5, 900),
        coupon: nullable(0.97, weighted({ WELCOME10: 60, SPRING: 39, VIP: 1 })),
        shipping_address: text({ minLength: 60, maxLength: 140 }),
        placed_at: time({ from: '2024-01-01', to: '2026-01-01', jitterSeconds: 60 }),
        updated_at: time({ from: '2024-01-01', to: '2026-01-01', jitterSeconds: 1_209_600 }),
      },
    },
    order_items: {
      rows: perParent('orders', 3),
      columns: {
        id: serial(),
        order_id: reference('orders', { ordered: true }),
        product_id: reference('products', { skew: skew.zipf(0.8) }),
        quantity: uniformInt(1, 5),
        unit_price: uniform(1, 500),
      },
    },
  },
  queries: {
    'order by id': {
      build: ({ id }: { id: string }) => db.selectFrom('orders').selectAll().where('id', '=', id),
      cases: {
        newest: { id: draw.highest('orders.id') },
        absent: { id: draw.absent('orders.id') },
      },
      expect: { index: 'orders_pkey', upTo: '1b' },
    },
    'customer by email': {
      build: ({ address }: { address: string }) =>
        db.selectFrom('customers').selectAll().where('email', '=', address),
      cases: { known: { address: draw.common('customers.email') } },
      expect: { index: 'customers_email_key', upTo: '1b' },
    },
    // People capitalise their address, and the index is on `email`, not on `lower(email)`: a full scan at every
    // size, which nobody notices on a thousand customers.
    'customer by email, any case': {
      build: ({ address }: { address: string }) =>
        db
          .selectFrom('customers')
          .selectAll()
          .where(sql`lower(email)`, '=', address),
      cases: { known: { address: draw.common('customers.email') } },
    },
    // For the best customer the planner walks `placed_at` backwards until it has met twenty of the orders: it
    // takes them to lie evenly among all. For anyone else it reads all of the customer's orders and sorts.
    'orders of a customer': {
      build: ({ customer }: { customer: string }) =>
        db
          .selectFrom('orders')
          .selectAll()
          .where('customer_id', '=', customer)
          .orderBy('placed_at', 'desc')
          .limit(20),
      cases: {
        regular: { customer: draw.rare('orders.customer_id') },
        best: { customer: draw.common('orders.customer_id') },
      },
      expect: { index: 'orders_customer_id_idx', upTo: '100m', cases: ['regular'] },
    },
    'newest orders': {
      build: () => db.selectFrom('orders').selectAll().orderBy('placed_at', 'desc').limit(50),
      expect: { index: 'orders_placed_at_idx', upTo: '1b' },
    },
    // The more orders are in the status, the sooner a walk along `placed_at` has met twenty of them: one index
    // takes over from the other. Harmless as long as the status is spread evenly over time, which a planner
    // without statistics on the pair has to believe.
    // For a rare status the walk reads a thousand orders for each that it returns. Measured on 10M loaded orders, for 20
    // rows: 1,420 pages by the walk, 9,890 by the status; an index on (status, placed_at) would read the 20 alone.
    'newest orders in a status': {
      build: ({ status }: { status: string }) =>
        db
          .selectFrom('orders')
          .select(['id', 'customer_id', 'total', 'placed_at'])
          .where('status', '=', status)
          .orderBy('placed_at', 'desc')
          .limit(20),
      cases: {
        common: { status: draw.common('orders.status') },
        pending: { status: 'pending' },
        rare: { status: draw.rare('orders.status') },
        absent: { status: draw.absent('orders.status') },
      },
    },
    // All matching rows are wanted, so a full scan is right from some size on, and an index lost is no error.
    'export of a status': {
      build: ({ status }: { status: string }) =>
        db.selectFrom('orders').selectAll().where('status', '=', status),
      cases: {
        pending: { status: 'pending' },
        shipped: { status: 'shipped' },
        delivered: { status: 'delivered' },
      },
    },
    'orders waiting in a status': {
      build: ({ status }: { status: string }) =>
        db
          .selectFrom('orders')
          .select((e) => e.fn.countAll().as('waiting'))
          .where('status', '=', status),
      cases: { pending: { status: 'pending' }, refunded: { status: 'refunded' } },
    },
    'order with its items': {
      build: ({ id }: { id: string }) =>
        db
          .selectFrom('orders as o')
          .innerJoin('order_items as i', 'i.order_id', 'o.id')
          .innerJoin('products as p', 'p.id', 'i.product_id')
          .select(['o.id', 'o.status', 'p.title', 'i.quantity', 'i.unit_price'])
          .where('o.id', '=', id),
      cases: { newest: { id: draw.highest('orders.id') } },
    },
    'sales of a day': {
      build: ({ from, to }: { from: string; to: string }) =>
        db
          .selectFrom('orders')
          .select((e) => e.fn.sum('total').as('sales'))
          .where('placed_at', '>=', sql<Date>`${from}::timestamptz`)
          .where('placed_at', '<', sql<Date>`${to}::timestamptz`),
      cases: { 'one day': { from: '2025-06-01', to: '2025-06-02' } },
    },
    // The cast hides the column from its index: a full scan at every size.
    'sales of a day, by cast': {
      build: ({ day }: { day: string }) =>
        db
          .selectFrom('orders')
          .select((e) => e.fn.sum('total').as('sales'))
          .where(sql`placed_at::date`, '=', sql`${day}::date`),
      cases: { 'one day': { day: '2025-06-01' } },
    },
    'recently changed orders': {
      build: ({ since }: { since: string }) =>
        db
          .selectFrom('orders')
          .select(['id', 'status', 'updated_at'])
          .where('updated_at', '>=', sql<Date>`${since}::timestamptz`),
      cases: {
        'last week': { since: '2025-12-24' },
        'last quarter': { since: '2025-10-01' },
      },
    },
    // An aggregate over all orders of the country has to read them: index or not, cost follows the rows.
    'orders of a country': {
      build: ({ country }: { country: string }) =>
        db
          .selectFrom('customers as c')
          .innerJoin('orders as o', 'o.customer_id', 'c.id')
          .select((e) => [e.fn.countAll().as('orders'), e.fn.sum('o.total').as('sales')])
          .where('c.country', '=', country),
      cases: {
        Malta: { country: 'MT' },
        Germany: { country: 'DE' },
      },
    },
    // From some hundred thousand orders on the planner walks all orders from the newest and looks up the
    // customer of each, until twenty are from there: for Malta about one in a thousand.
    'newest orders of a country': {
      build: ({ country }: { country: string }) =>
        db
          .selectFrom('orders as o')
          .innerJoin('customers as c', 'c.id', 'o.customer_id')
          .select(['o.id', 'o.total', 'c.name'])
          .where('c.country', '=', country)
          .orderBy('o.placed_at', 'desc')
          .limit(20),
      cases: { Malta: { country: 'MT' }, Germany: { country: 'DE' } },
    },
    'coupon use': {
      build: ({ coupon }: { coupon: string }) =>
        db.selectFrom('orders').select(['id', 'customer_id', 'total']).where('coupon', '=', coupon),
      cases: { VIP: { coupon: 'VIP' }, WELCOME10: { coupon: 'WELCOME10' } },
    },
    // NOT IN can't become an anti-join, because of nulls, and its list outgrows the hash table that work_mem
    // allows: it is read again for each product.
    'products never sold': {
      build: () =>
        db
          .selectFrom('products')
          .select(['id', 'title'])
          .where('id', 'not in', db.selectFrom('order_items').select('product_id')),
      allow: {
        kind: 'work-outgrows-result',
        reason: 'Kept as the counterpart of the anti-join below, which the shop runs',
      },
    },
    'products never sold, as an anti-join': {
      build: () =>
        db
          .selectFrom('products as p')
          .select(['p.id', 'p.title'])
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom('order_items as i')
                  .select('i.id')
                  .whereRef('i.product_id', '=', 'p.id'),
              ),
            ),
          ),
    },
    'items of a product': {
      build: ({ product }: { product: string }) =>
        db
          .selectFrom('order_items')
          .select(['order_id', 'quantity'])
          .where('product_id', '=', product),
      cases: {
        bestseller: { product: draw.common('order_items.product_id') },
        rare: { product: draw.rare('order_items.product_id') },
      },
    },
    // The index gives the order, and 100,000 entries of it are read to be thrown away: by keyset, the page takes twenty.
    // Measured on 10M loaded orders: 8,590 pages.
    'page 5,000 of all orders': {
      build: () =>
        db.selectFrom('orders').selectAll().orderBy('placed_at', 'desc').limit(20).offset(100_000),
    },
    // One order in eight is shipped, so nearly every page holds one. From about five million orders on the
    // bitmap of these pages no longer fits work_mem and turns lossy: all rows of a page are then checked, and a
    // parallel full scan is cheaper. Fifty rows are returned all the same. Measured on 1M loaded orders: 22,500 pages
    // either way, so that the loss itself does no harm; reading every shipped order does.
    'largest shipped orders': {
      build: () =>
        db
          .selectFrom('orders')
          .select(['id', 'customer_id', 'total'])
          .where('status', '=', 'shipped')
          .orderBy('total', 'desc')
          .limit(50),
      allow: {
        kind: 'index-lost',
        reason:
          'Insurance asks for this list once a night; an index on (status, total) would slow every order',
      },
    },
    // A nested loop over the customers' orders gives way to a hash join that reads all orders, although twenty
    // rows are returned: each customer of Luxembourg costs a few random pages, and there are ever more of them.
    // Measured on 1M loaded orders: 6,300 pages by the index, 22,800 by the scan.
    'largest orders of a country': {
      build: ({ country }: { country: string }) =>
        db
          .selectFrom('customers as c')
          .innerJoin('orders as o', 'o.customer_id', 'c.id')
          .select(['o.id', 'o.total', 'c.name'])
          .where('c.country', '=', country)
          .orderBy('o.total', 'desc')
          .limit(20),
      cases: { Luxembourg: { country: 'LU' } },
    },
    'orders of the last hour': {
      build: () =>
        db
          .selectFrom('orders')
          .select(['id', 'status', 'total'])
          .where('placed_at', '>', sql<Date>`now() - interval '1 hour'`),
      expect: { index: 'orders_placed_at_idx', upTo: '1b' },
    },
    'customer of an order': {
      build: ({ id }: { id: string }) =>
        db
          .selectFrom('customers')
          .selectAll()
          .where('id', '=', (e) =>
            e.selectFrom('orders').select('customer_id').where('id', '=', id),
          ),
      cases: { newest: { id: draw.highest('orders.id') } },
    },
    // The hash table of customers goes to disk in batches from about a million orders on: no index is involved.
    'best customers of a month': {
      build: () =>
        db
          .selectFrom('orders')
          .select((e) => ['customer_id', e.fn.sum('total').as('spent')])
          .where('placed_at', '>=', sql<Date>`timestamptz '2025-11-01'`)
          .where('placed_at', '<', sql<Date>`timestamptz '2025-12-01'`)
          .groupBy('customer_id')
          .orderBy('spent', 'desc')
          .limit(10),
    },
    // The orders of a bestseller are many: the other items are found by a hash join over all items, while for a
    // rare product an index on each side is enough.
    'bought together with a product': {
      build: ({ product }: { product: string }) =>
        db
          .selectFrom('order_items as this')
          .innerJoin('order_items as other', 'other.order_id', 'this.order_id')
          .select((e) => ['other.product_id', e.fn.countAll().as('times')])
          .where('this.product_id', '=', product)
          .groupBy('other.product_id')
          .orderBy('times', 'desc')
          .limit(5),
      cases: {
        bestseller: { product: draw.common('order_items.product_id') },
        rare: { product: draw.rare('order_items.product_id') },
      },
    },
    // Nobody made an index on customers.created_at, since there were few customers then.
    'newest customers': {
      build: () =>
        db
          .selectFrom('customers')
          .select(['id', 'email', 'created_at'])
          .orderBy('created_at', 'desc')
          .limit(20),
    },
    // All customers are compared with all orders, which is two full scans whatever the size.
    'customers without an order': {
      build: () =>
        db
          .selectFrom('customers as c')
          .leftJoin('orders as o', 'o.customer_id', 'c.id')
          .select(['c.id', 'c.email'])
          .where('o.id', 'is', null),
      allow: { kind: 'no-index', reason: 'Asked once a quarter, to clear out accounts' },
    },
    // The lossy bitmap again, here on the outer side of a join whose order no index gives.
    'items of large waiting orders': {
      build: () =>
        db
          .selectFrom('orders as o')
          .innerJoin('order_items as i', 'i.order_id', 'o.id')
          .select(['o.id', 'i.product_id', 'i.quantity'])
          .where('o.status', '=', 'pending')
          .orderBy('i.quantity', 'desc')
          .limit(20),
    },
    'cancel stale orders': {
      build: ({ before }: { before: string }) =>
        db
          .updateTable('orders')
          .set({ status: 'cancelled' })
          .where('status', '=', 'pending')
          .where('placed_at', '<', sql<Date>`${before}::timestamptz`),
      cases: { 'a month old': { before: '2025-12-01' } },
    },
  },
});
