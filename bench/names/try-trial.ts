import { sweepScenario } from '../../src/check/sweep-scenario';
import { drawDiagram } from '../../src/diagram/draw-diagram';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Server } from '../../src/postgres/types';
import type { Scenario } from '../../src/scenario/types';
import type { AccessTrial } from '../../src/trial/types';
import { scenarioOfNames, type Names } from './schema';

const signal = new AbortController().signal;
const onProgress = (): void => undefined;

/**
 * Sweeps a schema with these names, runs its plans on loaded rows, puts the advice into the tables, and draws a diagram.
 *
 * @throws Error with the first statement of plancliff's that the server refuses
 */
export function tryNamesInTrial(server: Server, sets: readonly Names[]): Promise<void> {
  return measureAndDraw(server, scenarioOfNames(sets), 'children 0');
}

/**
 * The same of any scenario.
 *
 * @param drawn the query of the diagram
 */
export async function measureAndDraw(
  server: Server,
  scenario: Scenario,
  drawn: string,
): Promise<void> {
  const swept = await sweepScenario({
    server, scenario, signal, onProgress,
    engine: virtualEngine,
    // Large enough for advice, which the trial then puts into its tables.
    scales: { from: 1_000, to: 200_000 },
    precision: 0.3,
    trialRows: [1_000, 4_000],
  }); // prettier-ignore
  const { unplannable, measurements } = swept;
  const [failed] = unplannable;
  if (failed !== undefined) throw new Error(`${failed.query}: ${failed.failure.message}`);
  if (measurements.notes.length > 0) throw new Error(measurements.notes.join('\n'));
  if (measurements.cases.every(({ tried }) => tried.length === 0))
    throw new Error('no advice was tried');
  for (const { query, accesses, runnersUp, tried, referential } of measurements.cases) {
    if (query.startsWith('removed') && referential?.length !== 1)
      throw new Error(`${query}: the check of its foreign key does not plan`);
    refuse(query, [...accesses.values(), ...runnersUp]);
    for (const { suggestion, outcome, trial } of tried) {
      refuse(`${query} with ${suggestion.text}`, [trial]);
      if (outcome === 'refused') throw new Error(`${query} with ${suggestion.text}: refused`);
    }
  }
  const of = scenario.queries.find(({ name }) => name === drawn)?.cases[0];
  if (of === undefined) throw new Error('no query to draw');
  await drawDiagram({
    server, scenario, of, signal, onProgress,
    engine: virtualEngine,
    scales: [1_000, 100_000],
    shares: [1, 0.1, 0.001],
    budget: 1,
    parameter: undefined,
  }); // prettier-ignore
}

function refuse(what: string, trials: readonly AccessTrial[]): void {
  for (const run of trials.flatMap(({ runs }) => runs)) {
    if (run.outcome === 'failed') throw new Error(`${what} at ${run.size}: ${run.message}`);
  }
}
