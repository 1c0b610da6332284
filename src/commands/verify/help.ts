export const verifyHelp = `Checks the virtual engine against real rows: loads them, plans every case with
both engines, and prints how often the two agree, beside how often two ANALYZE
runs over the same real rows agree with each other.

Usage
  plancliff verify [scenario...] [options]

  A scenario is a name or a file; all of the scenarios folder without one.

What to compare
  --rows <count>           rows of the driving table, 1m by default; they are
                           really loaded
  --runs <number>          runs of ANALYZE on the real rows, 10 by default
  --statistics             sizes and statistics as well, figure by figure
  --query <pattern>        only queries whose name matches; * is any text

Where
  --pg <major>             major version of the server that plancliff starts

Output
  --all                    agreeing cases as well
  --json                   one JSON document on standard output, nothing else
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  -q, --quiet              no progress
  --verbose                stacks of errors
  --config <file>          instead of plancliff.config.{ts,js,json}

Exit codes
  0 virtual plans match real ones as often as two ANALYZE runs match, 1 they
  differ more often (or, with --statistics, a figure does), 2 could not run

Examples
  plancliff verify
  plancliff verify web-shop --rows 100k
  plancliff verify web-shop --rows 100k --statistics --all
`;
