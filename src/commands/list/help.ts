export const listHelp = `Shows the scenarios, their queries and cases, and whether each has a snapshot.
Needs no server.

Usage
  plancliff list [scenario...] [options]

Output
  --json                   one JSON document on standard output
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Examples
  plancliff list
  plancliff list web-shop
  plancliff list --json
`;
