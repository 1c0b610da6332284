export const mainHelp = `plancliff finds the row count at which PostgreSQL stops using your index, before
production does.

Usage
  plancliff <command> [options]

Commands
  scan <schema.sql>     make up data and queries for a schema, and say what to
                        change in it
  check [scenario...]   plan every query at growing row counts, and compare with
                        the snapshots
  verify [scenario...]  compare virtual plans with plans over really loaded rows
  list [scenario...]    show scenarios, queries, cases and their snapshots
  rows <scenario>       print rows that the data model makes
  audit [source...]     read-only look at the plans of a staging database
  diagram <scenario> <query>
                        map of access paths over row counts and selectivities
  pull <folder>         what its planner knows, in files and without rows
  profile               its planner settings, for a scenario
  init                  write a config, an example scenario and a CI workflow

Options
  -h, --help            this text; \`plancliff <command> --help\` for a command's
  -V, --version         version of plancliff

Exit codes
  0   nothing to report
  1   findings at or above --fail-on, or snapshots missing in CI
  2   could not run: usage, configuration, connection, SQL that does not plan

Examples
  plancliff scan schema.sql
  plancliff init
  plancliff check
  plancliff check web-shop --query 'newest*'
  plancliff verify web-shop --rows 100k
  plancliff audit --database-url postgres://reader@staging/shop queries.sql
`;
