export const scanHelp = `Reads a schema, makes up data and queries for it, and says what to change: indexes
that are lost as tables grow, foreign keys without an index, indexes that nothing
uses.

Usage
  plancliff scan <schema.sql | folder | ->... [options]

  DDL as pg_dump --schema-only, Rails, Prisma, Drizzle, Django or Flyway write it.
  A folder is a folder of migrations, in the order of their names; - is standard
  input. What this server cannot run is skipped, and listed.

  --search-path <a,b>        schemas in which each file looks for names, where a
                             role or a database says so and the files do not

The data model
  --rows <table=count,...>   row counts relative to one another: orders=2m,users=10k
  --ratio <table=share,...>  rows of a table for each row of the largest one
  --explain-model            print what was inferred, and why, and plan nothing
  --write <file.ts>          write it as a scenario that \`plancliff check\` runs

How much
  --max-queries <number>     queries to plan, 300 by default
  --variants                 ways to write a query that lose the index, too
  --driver <name>            plan with the parameter types of pg, postgres.js,
                             prisma, jdbc, psycopg, pgx or npgsql
  --no-trial                 load no rows: nothing is measured
  --pg <major>               major version of the server that plancliff starts

Output
  --all                      everything; one screen without
  --json                     one JSON document on standard output, nothing else
  --color, --no-color        also NO_COLOR and FORCE_COLOR
  -q, --quiet                no progress
  --verbose                  stacks of errors
  --config <file>            instead of plancliff.config.{ts,js,json}

Exit codes
  0 scanned, whatever it found, 2 could not run: nothing of the schema is left

Examples
  pg_dump --schema-only shop | plancliff scan -
  plancliff scan db/structure.sql --all
  plancliff scan migrations/ --write scenarios/shop.ts
`;
