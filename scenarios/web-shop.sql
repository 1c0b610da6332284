-- A shop as a small team would build it: one index per foreign key, one per column that is filtered on.

create table customers (
  id bigint generated always as identity primary key,
  email text not null unique,
  name text not null,
  country text not null,
  marketing_opt_in boolean not null,
  created_at timestamptz not null
);

create index customers_country_idx on customers (country);

create table products (
  id bigint generated always as identity primary key,
  sku text not null unique,
  title text not null,
  category text not null,
  price numeric(10, 2) not null,
  active boolean not null
);

create index products_category_idx on products (category);

create table orders (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers (id),
  status text not null,
  total numeric(10, 2) not null,
  coupon text,
  shipping_address text not null,
  placed_at timestamptz not null,
  updated_at timestamptz not null
);

create index orders_customer_id_idx on orders (customer_id);
create index orders_status_idx on orders (status);
create index orders_placed_at_idx on orders (placed_at);
create index orders_updated_at_idx on orders (updated_at);
create index orders_coupon_idx on orders (coupon);

create table order_items (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders (id),
  product_id bigint not null references products (id),
  quantity integer not null,
  unit_price numeric(10, 2) not null
);

create index order_items_order_id_idx on order_items (order_id);
create index order_items_product_id_idx on order_items (product_id);
