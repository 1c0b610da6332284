export const configTemplate = `import type { PlancliffConfig } from 'plancliff';

/** Defaults for every scenario; options of the command line take precedence. */
const config: PlancliffConfig = {
  // Major version of production; 18 by default.
  // pg: 17,
  // Row counts of each scenario's driving table.
  scales: '1k..100m',
  // Findings of this severity or above fail a run.
  failOn: 'error',
};

export default config;
`;
