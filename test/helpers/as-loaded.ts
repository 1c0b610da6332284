import type { Scenario } from '../../src/scenario/types';
import { verifyScenario } from '../../src/verify/verify-scenario';
import type { TestServer } from './server';
import { unwatched } from './world';

/** A quarter of the usual sample, for tables of a quarter of the rows that show the same under the usual target. */
export const quarter = { default_statistics_target: '25' };

/** Whether the statistics, sizes and plans of virtual tables are those of really loaded rows. */
export async function expectAsLoaded(
  server: TestServer,
  scenario: Scenario,
  rows: number,
  settings?: typeof quarter,
): Promise<void> {
  const { statistics = [], agreement } = await verifyScenario({
    server,
    scenario: {
      ...scenario,
      definition: { ...scenario.definition, ...(settings && { settings }) },
    },
    rows,
    runs: 4,
    statistics: true,
    ...unwatched(),
  });
  expect(statistics.length).toBeGreaterThan(100);
  expect(statistics.filter(({ within }) => !within)).toEqual([]);
  expect(agreement.cases.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
}
