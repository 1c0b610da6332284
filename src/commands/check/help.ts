export const checkHelp = `Plans every query of the scenarios at growing row counts, says where an
index is lost, and compares the result with the accepted one in snapshots/, of
which each engine has its own.

Usage
  plancliff check [scenario...] [options]

  A scenario is a name or a file, or a folder that plancliff pull wrote; all of
  scenarios/ and twins/ without one.

What to look at
  --query <pattern>        only queries whose name matches; * is any text
  --variants               each query also as a hurried author writes it: which
                           ways keep its index, and up to which row count;
                           \`variants: true\` of a query does it for one
  --recorded <file>        only queries that the plugin of plancliff/kysely
                           recorded: a file or a folder of JSON lines. No
                           snapshot is compared or written
  --no-values              with it: values come from the data model; --values
                           takes the recorded ones, the default
  --driver <name>          plan with the parameter types of pg, postgres.js,
                           prisma, jdbc, psycopg, pgx or npgsql, where a
                           scenario says neither a driver nor types. No
                           snapshot is compared
  --scales <range>         row counts of the driving table: 1k..10m, or a list
                           such as 1k,50k,2m; before what a scenario says. A
                           run at other row counts than the snapshot's looks
                           without comparing
  --engine <name>          virtual: statistics and file sizes without rows, on a
                           server that plancliff starts (the default there)
                           seed: real rows (the default with --database-url)
                           twin: what plancliff pull wrote; no other engine
                           takes that, and it takes nothing else
  --precision <share>      how exactly a change is located: 1% (virtual) and
                           5% (seed) by default

What to measure
  --trial-rows <counts>    row counts of the driving table at which the plans
                           are run on really loaded rows: 10k,30k,100k,300k by
                           default, fewer where they take too long to load
  --trial, --no-trial      --no-trial runs nothing: the findings rest on the
                           planner's estimates, the plans are the same

In what state
  --stale <factor>         statistics of tables this many times smaller (any
                           number above 1), as between two runs of autovacuum
  --bloat <share>          share of each table's pages that is dead space
  --not-visible <share>    share of pages that index-only scans must look up
                           With any of them tables are looked at in that state
                           alone, and no snapshot is compared or written

Where
  --pg <major>             major version of the server that plancliff starts
  --database-url <url>     an existing server, or PLANCLIFF_DATABASE_URL of
                           the environment or .env
  --allow-write            needed with it: plancliff creates a scratch database
                           there and drops it; without a URL this flag takes
                           DATABASE_URL or the PG* variables

How to judge
  --fail-on <severity>     error (default), warning, info or never
  --tolerance <share>      how far a change may move from where its snapshot has
                           it, 10% by default
  -u, --update             write the timelines of this run and accept its
                           errors and warnings, which the snapshot then lists
  --ci, --no-ci            write no snapshots, and fail where one is missing; on
                           where CI is set

Output
  --reporter <name>        table (default), json or github; repeatable
  --json                   one JSON document on standard output, nothing else
  --all                    timelines without findings as well
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 clean, 1 findings at or above --fail-on or snapshots missing in CI, 2 could
  not run or a query does not plan

Examples
  plancliff check
  plancliff check web-shop --query 'newest*' --all
  plancliff check --scales 1k..10m --engine seed
  plancliff check --ci --reporter table --reporter github
  plancliff check --update
  plancliff check web-shop --stale 10
  plancliff check --database-url postgres://ci@localhost/postgres --allow-write
`;
