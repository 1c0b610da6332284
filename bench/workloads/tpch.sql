-- TPC-H's eight tables with the indexes a team would add: keys, foreign keys, and the two dates.

create table region (
  r_regionkey integer primary key,
  r_name text not null
);

create table nation (
  n_nationkey integer primary key,
  n_name text not null,
  n_regionkey integer not null references region (r_regionkey)
);

create table supplier (
  s_suppkey bigint primary key,
  s_name text not null,
  s_address text not null,
  s_nationkey integer not null references nation (n_nationkey),
  s_phone text not null,
  s_acctbal numeric(12, 2) not null,
  s_comment text not null
);

create table part (
  p_partkey bigint primary key,
  p_name text not null,
  p_mfgr text not null,
  p_brand text not null,
  p_type text not null,
  p_size integer not null,
  p_container text not null,
  p_retailprice numeric(12, 2) not null
);

create table partsupp (
  ps_partkey bigint not null references part (p_partkey),
  ps_suppkey bigint not null references supplier (s_suppkey),
  ps_availqty integer not null,
  ps_supplycost numeric(12, 2) not null,
  ps_comment text not null
);

create table customer (
  c_custkey bigint primary key,
  c_name text not null,
  c_address text not null,
  c_nationkey integer not null references nation (n_nationkey),
  c_phone text not null,
  c_acctbal numeric(12, 2) not null,
  c_mktsegment text not null
);

create table orders (
  o_orderkey bigint primary key,
  o_custkey bigint not null references customer (c_custkey),
  o_orderstatus text not null,
  o_totalprice numeric(12, 2) not null,
  o_orderdate date not null,
  o_orderpriority text not null,
  o_shippriority integer not null,
  o_comment text not null
);

create table lineitem (
  l_orderkey bigint not null references orders (o_orderkey),
  l_linenumber integer not null,
  l_partkey bigint not null references part (p_partkey),
  l_suppkey bigint not null references supplier (s_suppkey),
  l_quantity numeric(12, 2) not null,
  l_extendedprice numeric(12, 2) not null,
  l_discount numeric(12, 2) not null,
  l_tax numeric(12, 2) not null,
  l_returnflag text not null,
  l_linestatus text not null,
  l_shipdate date not null,
  l_commitdate date not null,
  l_receiptdate date not null,
  l_shipmode text not null,
  l_shipinstruct text not null
);

create index supplier_nationkey_idx on supplier (s_nationkey);
create index partsupp_partkey_idx on partsupp (ps_partkey);
create index partsupp_suppkey_idx on partsupp (ps_suppkey);
create index customer_nationkey_idx on customer (c_nationkey);
create index orders_custkey_idx on orders (o_custkey);
create index orders_orderdate_idx on orders (o_orderdate);
create index lineitem_orderkey_idx on lineitem (l_orderkey);
create index lineitem_partkey_suppkey_idx on lineitem (l_partkey, l_suppkey);
create index lineitem_suppkey_idx on lineitem (l_suppkey);
create index lineitem_shipdate_idx on lineitem (l_shipdate);
