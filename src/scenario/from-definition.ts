import { resolve } from 'node:path';
import { PlancliffError } from '../errors';
import { readDefinition } from './validate/read-definition';
import type { AnyDatabase } from '../model/definition';
import type { Scenario, ScenarioDefinition } from './types';

/**
 * A scenario from a definition that is given as a value instead of a file, for `sweepScenario` and `checkScenario`.
 *
 * @param name stands for the file's; the definition's own goes before it
 * @param directory folder that a schema file is looked for in; the working directory where absent
 * @throws PlancliffError `scenario` with the place in the definition and the nearest right name
 */
export function scenarioFrom<DB = AnyDatabase>(
  name: string,
  definition: ScenarioDefinition<DB>,
  directory = process.cwd(),
): Scenario {
  if (definition.recorded !== undefined) {
    throw new PlancliffError('scenario', {
      message: `${name}: recorded is read of scenarios that are files`,
      hint: 'Write the queries into `queries`, or export the definition from a module in scenarios/.',
    });
  }
  return readDefinition(definition, { path: resolve(directory, name), file: name, source: '' });
}
