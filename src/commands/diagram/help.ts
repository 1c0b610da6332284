export const diagramHelp = `Plans one query over row counts and selectivities of one of its parameters, and
draws which access path is taken where.

Usage
  plancliff diagram <scenario> <query> [options]

  A scenario is a name or a file. The parameter is the first that is compared
  with a column by <, <=, > or >=, or else by =; its value moves so that the
  planner expects from a millionth to all of the rows.

What to draw
  --case <label>           values of the other parameters; the query's first
                           case without it
  --parameter <number>     the parameter that moves: 2 for $2
  --scales <range>         row counts of the driving table: 1k..1b; before what
                           the scenario says
  --cells <share>          cells that are planned: 15% by default; the others
                           have the plan of those around them

Where
  --pg <major>             major version of the server that plancliff starts

Output
  --svg <file>             writes the diagram as SVG as well
  --json                   one JSON document on standard output, nothing else
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 drawn, 2 could not run

Examples
  plancliff diagram web-shop 'orders of a period'
  plancliff diagram web-shop 'orders of a period' --parameter 2 --svg plans.svg
  plancliff diagram shop.ts newest --cells 100% --json
`;
