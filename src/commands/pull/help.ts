export const pullHelp = `Reads what the planner of a database knows into a folder, without its rows.

Usage
  plancliff pull [options] <folder>

  The folder gets schema.sql, statistics.json, settings.json, activity.json,
  workload.jsonl and manifest.json: readable, in a stable order, for you alone
  to read (0600). Only catalogs and statistics views are asked, in one read-only
  transaction. Pulled twice, a folder gives the rate at which tables grow.

  Statistics contain values of your columns, and schema.sql contains the bodies
  of functions and views. Do not commit them where those values must not be.
  --redact replaces the values, and prints how many statements still plan as on
  the server.

Where
  --database-url <url>     else STAGING_DATABASE_URL from the environment or
                           .env; never DATABASE_URL

What
  --schema <file>          take tables and indexes from this file, as
                           pg_dump --schema-only writes it, and not from the
                           catalogs
  --statistics <file>      ask no database: read statistics as PostgreSQL 18's
                           pg_dump --statistics-only writes them. The schema is
                           that of --schema, of the same file, or of the folder
  --live-ends              look up the first and last value of each index; no
                           table is read without it
  --redact                 replace values of columns, in statistics and in the
                           workload, by others of the same type, length and
                           order; what schema.sql spells out stays. With the
                           same PLANCLIFF_REDACT_KEY two pulls are replaced
                           alike
  --top <count>            statements that --redact plans at most: 200

Care
  --statement-timeout <t>  for each statement, 5s by default
  --lock-timeout <t>       for each lock, 1s by default

Output
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 written, 2 could not run

Examples
  plancliff pull --redact twins/staging
  plancliff pull --database-url postgres://reader@staging/shop twins/staging
  plancliff pull --schema schema.sql --statistics stats.sql twins/staging
  STAGING_DATABASE_URL=postgres://reader@staging/shop plancliff pull twins/staging
`;
