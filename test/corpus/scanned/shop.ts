import type { ScannedFamily } from './types';

/** Ways to ask one small shop the same things: well, and as a hurried author writes it. */
export const shop: ScannedFamily = {
  name: 'shop',
  trial: false,
  schema: `
    create table clients (
      id bigint generated always as identity primary key, email text not null unique, nickname varchar(40),
      created_at timestamptz not null default now(), deleted_at timestamptz);
    create index clients_nickname on clients (nickname);
    create index clients_created on clients (created_at);
    create index clients_lower_email on clients (lower(email));
    create table purchases (
      id bigint generated always as identity primary key, client_id bigint not null references clients,
      reference uuid not null unique, status text not null check (status in ('paid', 'open', 'void')),
      total numeric(10,2) not null, coupon text, placed_at timestamptz not null default now());
    create index purchases_client on purchases (client_id, placed_at);
    create index purchases_placed on purchases (placed_at, id);
    create index purchases_coupon on purchases (coupon);
    create index purchases_total on purchases (total);
    create table purchase_lines (
      purchase_id bigint not null references purchases on delete cascade, line_no int not null, sku bigint not null,
      quantity int not null, primary key (purchase_id, line_no));
    create index purchase_lines_sku on purchase_lines (sku);
    create table letters (
      id bigint generated always as identity primary key, client_id bigint not null references clients,
      code bigint not null, sent_at timestamptz, opened_at timestamptz, archived_at timestamptz);
    create index letters_client on letters (client_id);
    create index letters_code_live on letters (code) where archived_at is null;
    create index letters_opened on letters (opened_at);
    create table parades (
      id bigint generated always as identity primary key, lane smallint not null check (lane in (1, 2, 3)),
      marched_at timestamptz not null default now());
    create index parades_lane on parades (lane, marched_at);`,
  parts: {},
  questions: {
    'date of the time': {
      sql: "select id from purchases where placed_at::date = date '2025-06-01' and total > 4.5 order by id limit 5",
      harmful: true,
      because: 'the cast hides the column from its index',
    },
    'a range of one day': {
      sql: "select count(*) from purchases where placed_at >= '2025-06-01 10:00Z' and placed_at < '2025-06-01 10:01Z'",
      harmful: false,
      because: 'the range is an index condition',
    },
    'cast of the number to text': {
      sql: 'select * from purchases where id::text = $1',
      values: ['4711'],
      harmful: true,
      because: 'no index has the text of the number',
    },
    'the number itself': {
      sql: 'select * from purchases where id = $1::text::bigint',
      values: ['4711'],
      harmful: false,
      because: 'the value is cast, not the column',
    },
    'arithmetic on the key': {
      sql: 'select * from purchases where id + 1 = $1',
      values: [4711],
      harmful: true,
      because: 'no index has the sum',
    },
    'arithmetic on the value': {
      sql: 'select * from purchases where id = $1::bigint - 1',
      values: [4711],
      harmful: false,
      because: 'the value is computed once',
    },
    'coalesce on a nullable column': {
      sql: "select * from clients where coalesce(nickname, '') = $1",
      values: [{ draw: 'rare', from: 'clients.nickname' }],
      harmful: true,
      because: 'no index has the coalesced column',
    },
    'equality on a nullable column': {
      sql: 'select * from clients where nickname = $1',
      values: [{ draw: 'rare', from: 'clients.nickname' }],
      harmful: false,
      because: 'the index serves',
    },
    'upper of the email': {
      sql: 'select * from clients where upper(email) = upper($1)',
      values: [{ draw: 'rare', from: 'clients.email' }],
      harmful: true,
      because: 'the index is on lower(email)',
    },
    'lower of the email': {
      sql: 'select * from clients where lower(email) = lower($1)',
      values: [{ draw: 'rare', from: 'clients.email' }],
      harmful: false,
      because: 'the expression has an index',
    },
    'a wildcard in front': {
      sql: "select id from clients where email like '%@nowhere.example'",
      harmful: true,
      because: 'a b-tree knows the start of a text alone',
    },
    'case-insensitive match': {
      sql: "select id from clients where email ilike 'nobody@nowhere.example'",
      harmful: true,
      because: 'a b-tree does not serve ILIKE',
    },
    'equality with the email': {
      sql: 'select id from clients where email = $1',
      values: [{ draw: 'rare', from: 'clients.email' }],
      harmful: false,
      because: 'the unique index serves',
    },
    'a rare value or a join': {
      sql: 'select p.id from purchases p join clients c on c.id = p.client_id where p.reference = $1 or c.email = $2',
      values: [
        { draw: 'rare', from: 'purchases.reference' },
        { draw: 'rare', from: 'clients.email' },
      ],
      harmful: true,
      because: 'an OR over two tables is no index condition of either',
    },
    'two conditions of one table by OR': {
      sql: 'select id from purchases where reference = $1 or coupon = $2',
      values: [
        { draw: 'rare', from: 'purchases.reference' },
        { draw: 'rare', from: 'purchases.coupon' },
      ],
      harmful: false,
      because: 'two bitmaps are joined',
    },
    'OR with a subquery': {
      sql: 'select p.id from purchases p where p.reference = $1 or p.client_id in (select id from clients where email = $2)',
      values: [
        { draw: 'rare', from: 'purchases.reference' },
        { draw: 'rare', from: 'clients.email' },
      ],
      harmful: true,
      because: 'a hashed subplan is a filter over all rows',
    },
    'the two halves apart': {
      sql: 'select p.id from purchases p where p.reference = $1 union select p.id from purchases p join clients c on c.id = p.client_id where c.email = $2',
      values: [
        { draw: 'rare', from: 'purchases.reference' },
        { draw: 'rare', from: 'clients.email' },
      ],
      harmful: false,
      because: 'each half has an index',
    },
    'an optional filter': {
      sql: 'select id from purchases where ((select $1::text) is null or coupon = (select $1::text))',
      values: [{ draw: 'rare', from: 'purchases.coupon' }],
      harmful: true,
      because: 'one plan serves both halves, and the first needs all rows',
    },
    'the filter without the option': {
      sql: 'select id from purchases where coupon = $1 limit 100',
      values: [{ draw: 'rare', from: 'purchases.coupon' }],
      harmful: false,
      because: 'the index serves',
    },
    'NOT IN a subquery': {
      sql: 'select id from purchases where client_id not in (select client_id from letters where client_id > 0) limit 10',
      harmful: true,
      because: 'a subplan that does not fit in memory runs for each row',
    },
    'NOT EXISTS for one client': {
      sql: 'select p.id from purchases p where p.client_id = $1 and not exists (select from letters l where l.client_id = p.client_id)',
      values: [{ draw: 'rare', from: 'purchases.client_id' }],
      harmful: false,
      because: 'an anti-join by the index',
    },
    'is not distinct from': {
      sql: 'select id from purchases where reference is not distinct from $1',
      values: [{ draw: 'rare', from: 'purchases.reference' }],
      harmful: true,
      because: 'no index condition is made of it',
    },
    'the second column alone': {
      sql: 'select * from purchase_lines where line_no = 40000 limit 10',
      harmful: true,
      because: 'the primary key starts with the other column',
    },
    'the first column alone': {
      sql: 'select * from purchase_lines where purchase_id = $1',
      values: [{ draw: 'rare', from: 'purchase_lines.purchase_id' }],
      harmful: false,
      because: 'the primary key starts with it',
    },
    'mixed directions over few values': {
      sql: 'select id from parades order by lane desc, marched_at asc limit 20',
      harmful: true,
      because: 'no index has these directions, and all rows of a lane are sorted',
    },
    'mixed directions over nearly unique times': {
      sql: 'select id from purchases order by placed_at desc, id asc limit 20',
      harmful: false,
      because: 'the index gives the times, and within one time there is next to nothing to sort',
    },
    'equal directions': {
      sql: 'select id from purchases order by placed_at desc, id desc limit 20',
      harmful: false,
      because: 'the index is read backwards',
    },
    'distinct over a join': {
      sql: 'select distinct c.id, c.email from clients c join purchases p on p.client_id = c.id order by c.email limit 20',
      harmful: true,
      because: 'all purchases are joined before twenty clients are taken',
    },
    'exists in place of a join': {
      sql: 'select c.id, c.email from clients c where exists (select from purchases p where p.client_id = c.id) order by c.email limit 20',
      harmful: false,
      because: 'a semi-join stops with the limit',
    },
    'a correlated count without an index': {
      sql: 'select c.id, (select count(*) from letters l where l.code + 0 = c.id) from clients c order by c.id limit 20',
      harmful: true,
      because: 'the letters are read in full for each of the twenty',
    },
    'a correlated count with an index': {
      sql: 'select c.id, (select count(*) from purchases p where p.client_id = c.id) from clients c where c.email = $1',
      values: [{ draw: 'rare', from: 'clients.email' }],
      harmful: false,
      because: 'one client, one read of the index',
    },
    'a deep page by its number': {
      sql: 'select id from purchases order by placed_at, id limit 20 offset 500000',
      harmful: true,
      because: 'half a million rows are read and thrown away',
    },
    'the first page by its number': {
      sql: 'select id from purchases order by placed_at, id limit 20 offset 20',
      harmful: false,
      because: 'forty entries of the index',
    },
    'a keyset written as OR': {
      sql: 'select id from purchases where placed_at > $1 or (placed_at = $1 and id > $2) order by placed_at, id limit 20',
      values: [{ draw: 'highest', from: 'purchases.placed_at' }, 1],
      harmful: true,
      because: 'the index is walked from its start to the last page',
    },
    'a keyset of row values': {
      sql: 'select id from purchases where (placed_at, id) > ($1, $2) order by placed_at, id limit 20',
      values: [{ draw: 'highest', from: 'purchases.placed_at' }, 1],
      harmful: false,
      because: 'the row comparison is an index condition',
    },
    'count for existence': {
      sql: 'select count(*) > 0 from purchases where total >= 0',
      harmful: true,
      because: 'all rows are counted to know whether there is one',
    },
    'exists for existence': {
      sql: 'select exists (select from purchases where client_id = $1)',
      values: [{ draw: 'common', from: 'purchases.client_id' }],
      harmful: false,
      because: 'one entry of the index',
    },
    'a materialized CTE': {
      sql: 'with p as materialized (select * from purchases) select * from p where id = $1',
      values: [4711],
      harmful: true,
      because: 'the condition does not reach the table',
    },
    'a CTE that is inlined': {
      sql: 'with p as (select * from purchases) select * from p where id = $1',
      values: [4711],
      harmful: false,
      because: 'the condition reaches the table',
    },
    'a forgotten join condition': {
      sql: 'select count(*) from purchases p, clients c where p.client_id = $1',
      values: [{ draw: 'rare', from: 'purchases.client_id' }],
      harmful: true,
      because: 'each purchase is paired with every client',
    },
    'the join condition': {
      sql: 'select count(*) from purchases p, clients c where p.client_id = $1 and c.id = p.client_id',
      values: [{ draw: 'rare', from: 'purchases.client_id' }],
      harmful: false,
      because: 'one client for each purchase',
    },
    'a bigint compared with numeric': {
      sql: 'select * from purchases where id = $1::numeric',
      values: ['4711'],
      harmful: true,
      because: 'the column is cast to numeric',
    },
    'a bigint compared with double': {
      sql: 'select * from purchases where client_id = $1::float8',
      values: [4711],
      harmful: true,
      because: 'the column is cast to double precision',
    },
    'a bigint compared with int': {
      sql: 'select * from purchases where id = $1::int',
      values: [4711],
      harmful: false,
      because: 'the family of the index has this pair of types',
    },
    'a text compared with varchar': {
      sql: 'select * from clients where email = $1::varchar',
      values: [{ draw: 'rare', from: 'clients.email' }],
      harmful: false,
      because: 'varchar is relabelled as text',
    },
    'a uuid compared with text': {
      sql: 'select * from purchases where reference::text = $1',
      values: [{ draw: 'rare', from: 'purchases.reference' }],
      harmful: true,
      because: 'no index has the text of the uuid',
    },
    'a uuid compared with uuid': {
      sql: 'select * from purchases where reference = $1::uuid',
      values: [{ draw: 'rare', from: 'purchases.reference' }],
      harmful: false,
      because: 'the index serves',
    },
    'a time compared with a timestamp': {
      sql: 'select id from clients where created_at > $1::timestamp order by created_at limit 20',
      values: [{ draw: 'highest', from: 'clients.created_at' }],
      harmful: false,
      because: 'the family of the index has this pair of types',
    },
    'the condition of a partial index forgotten': {
      sql: 'select * from letters where code = 77777777',
      harmful: true,
      because: 'the index has only what is not archived',
    },
    'the condition of a partial index repeated': {
      sql: 'select * from letters where code = 77777777 and archived_at is null',
      harmful: false,
      because: 'the partial index serves',
    },
    'the bare column of an expression index, without one of its own': {
      sql: 'select id from letters where sent_at = $1',
      values: [{ draw: 'rare', from: 'letters.sent_at' }],
      harmful: true,
      because: 'no index has the time',
    },
    'nulls at the wrong end': {
      sql: 'select id from letters order by opened_at nulls first limit 20',
      harmful: true,
      because: 'the index has nulls last; all rows are sorted',
    },
    'nulls at the end of the index': {
      sql: 'select id from letters where opened_at is not null order by opened_at limit 20',
      harmful: false,
      because: 'the index gives the order',
    },
    'newest letters of a client by a column of no index': {
      sql: 'select id from letters where client_id = $1 order by sent_at desc nulls last limit 20',
      values: [{ draw: 'common', from: 'letters.client_id' }],
      harmful: true,
      because: 'the client with the most letters has 200,000 of a billion, all sorted for twenty',
    },
    'newest purchases of a client': {
      sql: 'select id from purchases where client_id = $1 order by placed_at desc limit 20',
      values: [{ draw: 'common', from: 'purchases.client_id' }],
      harmful: false,
      because: 'the index has the filter and the order',
    },
    'length of the coupon': {
      sql: 'select id from purchases where length(coupon) = 700 limit 10',
      harmful: true,
      because: 'no index has the length',
    },
    'rounded total': {
      sql: 'select id from purchases where round(total) = -5 limit 10',
      harmful: true,
      because: 'no index has the rounded column',
    },
    'a total in a range': {
      sql: 'select id from purchases where total >= -6 and total < -4 limit 10',
      harmful: false,
      because: 'the range is an index condition',
    },
    'a rare status without an index': {
      sql: "select id from purchases where status = 'never' order by total limit 20",
      harmful: true,
      because: 'the totals are walked to their end for a status that no row has',
    },
    'a list of ten keys': {
      sql: 'select id, total from purchases where id = any ($1)',
      values: [[1, 20, 300, 4000, 5, 60, 700, 8000, 9, 100]],
      harmful: false,
      because: 'ten reads of the primary key',
    },
    'the highest key': {
      sql: 'select max(id) from purchases',
      harmful: false,
      because: 'one entry at the end of the index',
    },
    'max over an expression': {
      sql: 'select max(id + 0) from purchases where total < 0',
      harmful: false,
      because: 'few rows are below zero, and the index on the total finds them',
    },
    'extract of the time': {
      sql: 'select id from purchases where extract(epoch from placed_at) = 12345 limit 10',
      harmful: true,
      because: 'no index has the extracted number',
    },
  },
};
