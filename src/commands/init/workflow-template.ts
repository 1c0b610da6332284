export const workflowTemplate = `name: plancliff
on: pull_request

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      # CI is set there: snapshots are compared and never written.
      - run: npx plancliff check --reporter table --reporter github
`;
