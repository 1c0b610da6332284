export const initHelp = `Writes a first set-up into the current folder: plancliff.config.ts,
scenarios/example.ts and .github/workflows/plancliff.yml. Writes nothing
if one of them exists. Needs no database.

Usage
  plancliff init [options]

Output
  -q, --quiet              no list of files
  --color, --no-color      also NO_COLOR and FORCE_COLOR
  --verbose                stacks of errors

Examples
  plancliff init
  plancliff init && plancliff check example
`;
