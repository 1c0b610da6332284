import { oneStatement } from '../../src/sql/one-statement';
import { parameterUses } from '../../src/sql/parameter-uses';

const columns: { readonly [table: string]: readonly string[] } = {
  orders: ['id', 'customer_id', 'status', 'placed_at'],
  customers: ['id', 'country'],
  'shop.orders': ['id', 'total'],
};

async function usesOf(sql: string): Promise<readonly string[]> {
  const one = await oneStatement(sql);
  if (!one.ok) throw new Error(one.reason);
  const { type, tree } = one.statement;
  const uses = parameterUses({ [type]: tree }, (name) => {
    const known = columns[name];
    return known && { name, columns: known };
  });
  return [...uses]
    .sort(([a], [b]) => a - b)
    .map(([number, use]) =>
      use.kind === 'column'
        ? `$${number}: ${use.table}.${use.column} ${use.operator}${use.array ? ' any' : ''}`
        : `$${number}: ${use.kind}`,
    );
}

it.each<readonly [string, readonly string[]]>([
  ['select 1 from orders where status = $1', ['$1: orders.status =']],
  ['select 1 from orders where $1 < placed_at', ['$1: orders.placed_at >']],
  ['select 1 from orders o where o.id = $1::bigint', ['$1: orders.id =']],
  ['select 1 from orders where id::text like $1', ['$1: orders.id ~~']],
  ['select 1 from orders where id = any($1)', ['$1: orders.id = any']],
  ['select 1 from orders where id in ($2, $1)', ['$1: orders.id =', '$2: orders.id =']],
  ['select 1 from orders where placed_at between $1 and $2', ['$1: orders.placed_at >=', '$2: orders.placed_at <=']], // prettier-ignore
  ['select 1 from orders where (placed_at, id) < ($1, $2)', ['$1: orders.placed_at <', '$2: orders.id <']], // prettier-ignore
  ['select 1 from orders limit $1 offset $2', ['$1: limit', '$2: offset']],
  ['select 1 from orders o join customers c on c.id = o.customer_id where country = $1 and o.status = $2', ['$1: customers.country =', '$2: orders.status =']], // prettier-ignore
  ['select 1 from "shop"."orders" where total > $1', ['$1: shop.orders.total >']],
  ['update orders set status = $1 where id = $2', ['$1: orders.status =', '$2: orders.id =']],
  ['delete from orders where id = $1', ['$1: orders.id =']],
  ['insert into orders (id, status) values ($1, $2), ($3, $4)', ['$1: orders.id =', '$2: orders.status =', '$3: orders.id =', '$4: orders.status =']], // prettier-ignore
  ['select 1 from unknown where whatever = $1', ['$1: unknown.whatever =']],
  // A function's argument is compared with nothing.
  ['select 1 from orders where lower(status) = lower($1)', []],
  ['select 1 from orders, customers where nowhere = $1', []],
])('%s', async (sql, expected) => {
  expect(await usesOf(sql)).toEqual(expected);
});
