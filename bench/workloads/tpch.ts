/**
 * A workload that was not made for plancliff: TPC-H's tables at their own proportions and its 22 questions.
 * The scale is the number of orders; scale factor 1 has 1,500,000 of them.
 *
 * The queries are written out here with the benchmark's validation values. Two things differ from its data:
 * part keys and supplier keys of a line are drawn one by one, and comments carry no planted words.
 */
import {
  constant,
  defineScenario,
  fixed,
  perParent,
  ratio,
  reference,
  serial,
  sql,
  text,
  uniform,
  uniformInt,
  weighted,
} from 'plancliff';

const even = (...values: readonly string[]) =>
  weighted(Object.fromEntries(values.map((value) => [value, 1])));

/** Every combination of the words, each as likely as any other. */
const phrases = (...parts: readonly (readonly string[])[]) =>
  even(
    ...parts.reduce<readonly string[]>(
      (heads, words) => heads.flatMap((head) => words.map((word) => `${head} ${word}`.trim())),
      [''],
    ),
  );

/** Five of each region, in the regions' order: `n_regionkey` refers to them in that order. */
const nations = [
  'ALGERIA,ETHIOPIA,KENYA,MOROCCO,MOZAMBIQUE',
  'ARGENTINA,BRAZIL,CANADA,PERU,UNITED STATES',
  'CHINA,INDIA,INDONESIA,JAPAN,VIETNAM',
  'FRANCE,GERMANY,ROMANIA,RUSSIA,UNITED KINGDOM',
  'EGYPT,IRAN,IRAQ,JORDAN,SAUDI ARABIA',
].join();
const firstDay = "date '1992-01-01'";
/** Lines follow their orders, so the order's date is a function of the line's place. */
const orderDay = `${firstDay} + floor(2406 * (i - 1) / n)::integer`;
const phone = sql(`(10 + floor(25 * u))::integer || '-' || floor(u * 1e9)::bigint`);

export default defineScenario({
  name: 'tpch',
  description: "TPC-H's schema, proportions and 22 queries",
  schema: { file: 'tpch.sql' },
  driving: 'orders',
  tables: {
    region: {
      rows: fixed(5),
      columns: {
        r_regionkey: serial(0),
        r_name: sql(`(array['AFRICA','AMERICA','ASIA','EUROPE','MIDDLE EAST'])[i]`),
      },
    },
    nation: {
      rows: fixed(25),
      columns: {
        n_nationkey: serial(0),
        n_name: sql(`(string_to_array('${nations}', ','))[i]`),
        n_regionkey: reference('region', { ordered: true }),
      },
    },
    supplier: {
      rows: ratio(1 / 150),
      columns: {
        s_suppkey: serial(),
        s_name: sql(`'Supplier#' || lpad(i::text, 9, '0')`),
        s_address: text({ minLength: 10, maxLength: 40 }),
        s_nationkey: reference('nation'),
        s_phone: phone,
        s_acctbal: uniform(-999, 9999),
        s_comment: text({ minLength: 25, maxLength: 100 }),
      },
    },
    part: {
      rows: ratio(2 / 15),
      columns: {
        p_partkey: serial(),
        p_name: phrases(
          [
            'almond',
            'azure',
            'blush',
            'coral',
            'forest',
            'green',
            'ivory',
            'khaki',
            'linen',
            'plum',
          ],
          [
            'antique',
            'beige',
            'cream',
            'drab',
            'frosted',
            'hot',
            'lace',
            'metallic',
            'navy',
            'olive',
          ],
        ),
        p_mfgr: phrases(['Manufacturer#1', 'Manufacturer#2', 'Manufacturer#3', 'Manufacturer#4']),
        p_brand: sql(`'Brand#' || (1 + floor(5 * u))::integer || (1 + floor(25 * u))::integer % 5`),
        p_type: phrases(
          ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO'],
          ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED'],
          ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'],
        ),
        p_size: uniformInt(1, 50),
        p_container: phrases(
          ['SM', 'LG', 'MED', 'JUMBO', 'WRAP'],
          ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM'],
        ),
        p_retailprice: uniform(900, 2100),
      },
    },
    partsupp: {
      rows: perParent('part', 4),
      columns: {
        ps_partkey: reference('part', { ordered: true }),
        ps_suppkey: reference('supplier'),
        ps_availqty: uniformInt(1, 9999),
        ps_supplycost: uniform(1, 1000),
        ps_comment: text({ minLength: 49, maxLength: 198 }),
      },
    },
    customer: {
      rows: ratio(0.1),
      columns: {
        c_custkey: serial(),
        c_name: sql(`'Customer#' || lpad(i::text, 9, '0')`),
        c_address: text({ minLength: 10, maxLength: 40 }),
        c_nationkey: reference('nation'),
        c_phone: phone,
        c_acctbal: uniform(-999, 9999),
        c_mktsegment: even('AUTOMOBILE', 'BUILDING', 'FURNITURE', 'HOUSEHOLD', 'MACHINERY'),
      },
    },
    orders: {
      columns: {
        o_orderkey: serial(),
        o_custkey: reference('customer'),
        o_orderstatus: weighted({ F: 49, O: 48, P: 3 }),
        o_totalprice: uniform(900, 500_000),
        o_orderdate: sql(orderDay),
        o_orderpriority: even('1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW'),
        o_shippriority: constant(0),
        o_comment: text({ minLength: 19, maxLength: 78 }),
      },
    },
    lineitem: {
      rows: perParent('orders', 4),
      columns: {
        l_orderkey: reference('orders', { ordered: true }),
        l_linenumber: uniformInt(1, 7),
        l_partkey: reference('part'),
        l_suppkey: reference('supplier'),
        l_quantity: uniformInt(1, 50),
        l_extendedprice: uniform(900, 100_000),
        l_discount: sql('floor(11 * u) / 100'),
        l_tax: sql('floor(9 * u) / 100'),
        l_returnflag: weighted({ N: 50, A: 25, R: 25 }),
        l_linestatus: even('O', 'F'),
        l_shipdate: sql(`${orderDay} + 1 + floor(121 * u)::integer`),
        l_commitdate: sql(`${orderDay} + 30 + floor(61 * u)::integer`),
        l_receiptdate: sql(`${orderDay} + 2 + floor(150 * u)::integer`),
        l_shipmode: even('REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'),
        l_shipinstruct: even('DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'),
      },
    },
  },
  queries: {
    'Q1 pricing summary': {
      sql: `select l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice),
          sum(l_extendedprice * (1 - l_discount)), sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),
          avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*)
        from lineitem where l_shipdate <= date '1998-12-01' - interval '90 days'
        group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus`,
    },
    'Q2 cheapest supplier': {
      sql: `select s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
        from part, supplier, partsupp, nation, region
        where p_partkey = ps_partkey and s_suppkey = ps_suppkey and p_size = 15 and p_type like '%BRASS'
          and s_nationkey = n_nationkey and n_regionkey = r_regionkey and r_name = 'EUROPE'
          and ps_supplycost = (select min(ps_supplycost) from partsupp, supplier, nation, region
            where p_partkey = ps_partkey and s_suppkey = ps_suppkey and s_nationkey = n_nationkey
              and n_regionkey = r_regionkey and r_name = 'EUROPE')
        order by s_acctbal desc, n_name, s_name, p_partkey limit 100`,
    },
    'Q3 unshipped orders': {
      sql: `select l_orderkey, sum(l_extendedprice * (1 - l_discount)) as revenue, o_orderdate, o_shippriority
        from customer, orders, lineitem
        where c_mktsegment = 'BUILDING' and c_custkey = o_custkey and l_orderkey = o_orderkey
          and o_orderdate < date '1995-03-15' and l_shipdate > date '1995-03-15'
        group by l_orderkey, o_orderdate, o_shippriority order by revenue desc, o_orderdate limit 10`,
    },
    'Q4 order priority': {
      sql: `select o_orderpriority, count(*) from orders
        where o_orderdate >= date '1993-07-01' and o_orderdate < date '1993-10-01'
          and exists (select * from lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate)
        group by o_orderpriority order by o_orderpriority`,
    },
    'Q5 local suppliers': {
      sql: `select n_name, sum(l_extendedprice * (1 - l_discount)) as revenue
        from customer, orders, lineitem, supplier, nation, region
        where c_custkey = o_custkey and l_orderkey = o_orderkey and l_suppkey = s_suppkey
          and c_nationkey = s_nationkey and s_nationkey = n_nationkey and n_regionkey = r_regionkey
          and r_name = 'ASIA' and o_orderdate >= date '1994-01-01' and o_orderdate < date '1995-01-01'
        group by n_name order by revenue desc`,
    },
    'Q6 forecast': {
      sql: `select sum(l_extendedprice * l_discount) from lineitem
        where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01'
          and l_discount between 0.05 and 0.07 and l_quantity < 24`,
    },
    'Q7 volume between nations': {
      sql: `select supp_nation, cust_nation, l_year, sum(volume) from (
          select n1.n_name as supp_nation, n2.n_name as cust_nation, extract(year from l_shipdate) as l_year,
            l_extendedprice * (1 - l_discount) as volume
          from supplier, lineitem, orders, customer, nation n1, nation n2
          where s_suppkey = l_suppkey and o_orderkey = l_orderkey and c_custkey = o_custkey
            and s_nationkey = n1.n_nationkey and c_nationkey = n2.n_nationkey
            and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY') or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE'))
            and l_shipdate between date '1995-01-01' and date '1996-12-31') as shipping
        group by supp_nation, cust_nation, l_year order by supp_nation, cust_nation, l_year`,
    },
    'Q8 market share': {
      sql: `select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) from (
          select extract(year from o_orderdate) as o_year, l_extendedprice * (1 - l_discount) as volume, n2.n_name as nation
          from part, supplier, lineitem, orders, customer, nation n1, nation n2, region
          where p_partkey = l_partkey and s_suppkey = l_suppkey and l_orderkey = o_orderkey
            and o_custkey = c_custkey and c_nationkey = n1.n_nationkey and n1.n_regionkey = r_regionkey
            and r_name = 'AMERICA' and s_nationkey = n2.n_nationkey
            and o_orderdate between date '1995-01-01' and date '1996-12-31' and p_type = 'ECONOMY ANODIZED STEEL') as sold
        group by o_year order by o_year`,
    },
    'Q9 product profit': {
      sql: `select nation, o_year, sum(amount) from (
          select n_name as nation, extract(year from o_orderdate) as o_year,
            l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity as amount
          from part, supplier, lineitem, partsupp, orders, nation
          where s_suppkey = l_suppkey and ps_suppkey = l_suppkey and ps_partkey = l_partkey
            and p_partkey = l_partkey and o_orderkey = l_orderkey and s_nationkey = n_nationkey
            and p_name like '%green%') as profit
        group by nation, o_year order by nation, o_year desc`,
    },
    'Q10 returned items': {
      sql: `select c_custkey, c_name, sum(l_extendedprice * (1 - l_discount)) as revenue, c_acctbal, n_name, c_address, c_phone
        from customer, orders, lineitem, nation
        where c_custkey = o_custkey and l_orderkey = o_orderkey and o_orderdate >= date '1993-10-01'
          and o_orderdate < date '1994-01-01' and l_returnflag = 'R' and c_nationkey = n_nationkey
        group by c_custkey, c_name, c_acctbal, c_phone, n_name, c_address order by revenue desc limit 20`,
    },
    'Q11 important stock': {
      sql: `select ps_partkey, sum(ps_supplycost * ps_availqty) as value from partsupp, supplier, nation
        where ps_suppkey = s_suppkey and s_nationkey = n_nationkey and n_name = 'GERMANY'
        group by ps_partkey
        having sum(ps_supplycost * ps_availqty) > (select sum(ps_supplycost * ps_availqty) * 0.0001
          from partsupp, supplier, nation
          where ps_suppkey = s_suppkey and s_nationkey = n_nationkey and n_name = 'GERMANY')
        order by value desc`,
    },
    'Q12 shipping modes': {
      sql: `select l_shipmode, sum(case when o_orderpriority in ('1-URGENT', '2-HIGH') then 1 else 0 end),
          sum(case when o_orderpriority not in ('1-URGENT', '2-HIGH') then 1 else 0 end)
        from orders, lineitem
        where o_orderkey = l_orderkey and l_shipmode in ('MAIL', 'SHIP') and l_commitdate < l_receiptdate
          and l_shipdate < l_commitdate and l_receiptdate >= date '1994-01-01' and l_receiptdate < date '1995-01-01'
        group by l_shipmode order by l_shipmode`,
    },
    'Q13 customer distribution': {
      sql: `select c_count, count(*) as custdist from (
          select c_custkey, count(o_orderkey) as c_count from customer
          left join orders on c_custkey = o_custkey and o_comment not like '%special%requests%'
          group by c_custkey) as c_orders
        group by c_count order by custdist desc, c_count desc`,
    },
    'Q14 promotion effect': {
      sql: `select 100.00 * sum(case when p_type like 'PROMO%' then l_extendedprice * (1 - l_discount) else 0 end)
          / sum(l_extendedprice * (1 - l_discount))
        from lineitem, part
        where l_partkey = p_partkey and l_shipdate >= date '1995-09-01' and l_shipdate < date '1995-10-01'`,
    },
    'Q15 top supplier': {
      sql: `with revenue as (
          select l_suppkey as supplier_no, sum(l_extendedprice * (1 - l_discount)) as total from lineitem
          where l_shipdate >= date '1996-01-01' and l_shipdate < date '1996-04-01' group by l_suppkey)
        select s_suppkey, s_name, s_address, s_phone, total from supplier, revenue
        where s_suppkey = supplier_no and total = (select max(total) from revenue) order by s_suppkey`,
    },
    'Q16 parts and suppliers': {
      sql: `select p_brand, p_type, p_size, count(distinct ps_suppkey) as supplier_cnt from partsupp, part
        where p_partkey = ps_partkey and p_brand <> 'Brand#45' and p_type not like 'MEDIUM POLISHED%'
          and p_size in (49, 14, 23, 45, 19, 3, 36, 9)
          and ps_suppkey not in (select s_suppkey from supplier where s_comment like '%Customer%Complaints%')
        group by p_brand, p_type, p_size order by supplier_cnt desc, p_brand, p_type, p_size`,
    },
    'Q17 small quantities': {
      sql: `select sum(l_extendedprice) / 7.0 from lineitem, part
        where p_partkey = l_partkey and p_brand = 'Brand#23' and p_container = 'MED BOX'
          and l_quantity < (select 0.2 * avg(l_quantity) from lineitem where l_partkey = p_partkey)`,
    },
    'Q18 large orders': {
      sql: `select c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity)
        from customer, orders, lineitem
        where o_orderkey in (select l_orderkey from lineitem group by l_orderkey having sum(l_quantity) > 300)
          and c_custkey = o_custkey and o_orderkey = l_orderkey
        group by c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
        order by o_totalprice desc, o_orderdate limit 100`,
    },
    'Q19 discounted revenue': {
      sql: `select sum(l_extendedprice * (1 - l_discount)) from lineitem, part
        where p_partkey = l_partkey and l_shipmode in ('AIR', 'REG AIR') and l_shipinstruct = 'DELIVER IN PERSON' and (
          (p_brand = 'Brand#12' and p_container in ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG') and l_quantity between 1 and 11 and p_size between 1 and 5)
          or (p_brand = 'Brand#23' and p_container in ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK') and l_quantity between 10 and 20 and p_size between 1 and 10)
          or (p_brand = 'Brand#34' and p_container in ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG') and l_quantity between 20 and 30 and p_size between 1 and 15))`,
    },
    'Q20 promotion candidates': {
      sql: `select s_name, s_address from supplier, nation
        where s_suppkey in (
            select ps_suppkey from partsupp
            where ps_partkey in (select p_partkey from part where p_name like 'forest%')
              and ps_availqty > (select 0.5 * sum(l_quantity) from lineitem
                where l_partkey = ps_partkey and l_suppkey = ps_suppkey
                  and l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01'))
          and s_nationkey = n_nationkey and n_name = 'CANADA' order by s_name`,
    },
    'Q21 late suppliers': {
      sql: `select s_name, count(*) as numwait from supplier, lineitem l1, orders, nation
        where s_suppkey = l1.l_suppkey and o_orderkey = l1.l_orderkey and o_orderstatus = 'F'
          and l1.l_receiptdate > l1.l_commitdate
          and exists (select * from lineitem l2 where l2.l_orderkey = l1.l_orderkey and l2.l_suppkey <> l1.l_suppkey)
          and not exists (select * from lineitem l3 where l3.l_orderkey = l1.l_orderkey
            and l3.l_suppkey <> l1.l_suppkey and l3.l_receiptdate > l3.l_commitdate)
          and s_nationkey = n_nationkey and n_name = 'SAUDI ARABIA'
        group by s_name order by numwait desc, s_name limit 100`,
    },
    'Q22 sales opportunity': {
      sql: `select cntrycode, count(*), sum(c_acctbal) from (
          select substring(c_phone from 1 for 2) as cntrycode, c_acctbal from customer
          where substring(c_phone from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17')
            and c_acctbal > (select avg(c_acctbal) from customer where c_acctbal > 0.00
              and substring(c_phone from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17'))
            and not exists (select * from orders where o_custkey = c_custkey)) as custsale
        group by cntrycode order by cntrycode`,
    },
  },
});
