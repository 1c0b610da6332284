export const auditHelp = `Asks a staging database how it would run your queries today: which index serves
each table, what each query would cost without it, what it costs at worst where
it depends on an early stop, and what is wrong already. The statement with most
at stake comes first.

Reads only: one read-only transaction with a statement and a lock timeout,
EXPLAIN without ANALYZE, catalog reads, no lock beyond ACCESS SHARE. A role
that may only SELECT is enough.

Usage
  plancliff audit [source...] --database-url <url> [options]

  A source is a scenario (name or file), a .sql file, - for SQL on standard
  input, pg_stat_statements for what the server has run, or a file: a log with
  plans of auto_explain (.log, .json, .csv), or pg_stat_statements as CSV with a
  header. Without one: all scenarios, or pg_stat_statements where the project
  has none. Values that a scenario draws from its model are taken from the
  database's own statistics.
  A folder that plancliff pull wrote stands for the database: no connection.

  In SQL, comments before a statement name it and give its parameters:
    -- plancliff: newest orders of a customer
    -- $1 = 42
    select * from orders where customer_id = $1 order by id desc limit 20;
  Without values it is planned for any value, as a generic plan.

Where
  --database-url <url>     else STAGING_DATABASE_URL from the environment or
                           .env; never DATABASE_URL

What to look at
  --top <count>            statements of pg_stat_statements at most; 200 by
                           default
  --order <by>             of these: total time (total, the default), calls or
                           mean time (mean)
  --query <pattern>        only queries whose name matches; * is any text

Growth
  --grow <factor>          plan the statements up to this multiple of today's
                           rows, on a twin without rows; 1000 by default
  --no-grow                look at today's size alone
  --time <months>          grow each table at its own rate for so long (24, 2y):
                           by two pulls of the folder, by growth.json, or by
                           what the server counted since its last reset
  --live-ends              look up the first and last value of each index; no
                           table is read without it

What if
  --with <ddl>             e.g. 'create index on orders (status)': the
                           statements are planned again on a twin with it, at
                           all sizes, and compared; may be given several times
  --without <index>        the same without an index
  --set <name=value>       the same under another planner setting
  --migration <file>       the same after the statements of a file, whose locks
                           and rewrites are listed
  --pg <major>             the same on PostgreSQL of this major: an upgrade

Care
  --statement-timeout <t>  for each statement, 5s by default
  --lock-timeout <t>       for each lock, 1s by default
  --trust-functions        plan statements with stable or immutable functions of
                           your own: PostgreSQL may run these while it plans

How to judge
  --fail-on <severity>     error (default), warning, info or never

Output
  --json                   one JSON document on standard output, nothing else
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 clean, 1 findings at or above --fail-on, 2 could not run or a statement was
  refused

Examples
  plancliff audit twins/staging --with 'create index on orders (status)'
  plancliff audit --database-url postgres://reader@staging/shop
  plancliff audit --database-url postgres://reader@staging/shop reports.sql
  echo 'select 1' | plancliff audit --database-url postgres://reader@staging/shop -
  STAGING_DATABASE_URL=postgres://reader@staging/shop plancliff audit web-shop
`;
