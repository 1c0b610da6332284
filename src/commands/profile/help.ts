export const profileHelp = `Prints the planner settings of a server, for the settings of a scenario.

Usage
  plancliff profile [options]

  Reads pg_settings in one read-only transaction, and nothing else. Settings
  that have PostgreSQL's own values are left out; those of the role and of the
  database (alter role, alter database) are in it, as they are for this login.

Where
  --database-url <url>     else STAGING_DATABASE_URL from the environment or
                           .env; never DATABASE_URL

Output
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 printed, 2 could not run

Examples
  plancliff profile --database-url postgres://reader@production/shop
  STAGING_DATABASE_URL=postgres://reader@staging/shop plancliff profile
`;
