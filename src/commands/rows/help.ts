export const rowsHelp = `Prints rows that the data model of a scenario makes, and how often the values
of each column occur. The server that plancliff starts computes them from their
numbers; no rows are loaded.

Usage
  plancliff rows <scenario> [table] [options]

  A table by its name in the scenario; every table without one.

What to show
  --at <count>             rows of the driving table, 1m by default
  --limit <count>          rows of each table, 20 by default: the first ones,
                           the last ones, and some between

Where
  --pg <major>             major version of the server that plancliff starts

Output
  --json                   one JSON document on standard output, nothing else
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 the rows were made, 2 they cannot be

Examples
  plancliff rows web-shop
  plancliff rows web-shop orders --at 10m --limit 20
`;
