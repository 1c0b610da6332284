export const configTemplate = `import type { PlancliffConfig } from 'plancliff';

/** What holds for every scenario; the command line goes before it. */
const config: PlancliffConfig = {
  // Major version that production runs; 18 where absent.
  // pg: 17,
  // Row counts of each scenario's driving table.
  scales: '1k..100m',
  // Findings of this severity or above fail a run.
  failOn: 'error',
};

export default config;
`;
