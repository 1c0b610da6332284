import type { ScenarioDefinition } from '../scenario/types';
import type { TableDefinition } from '../model/definition';
import type { InferredModel } from './model/types';
import type { Probe } from './probes/types';

/** A scenario of an inferred model and of probes. */
export function definitionOf(
  schema: ScenarioDefinition['schema'],
  model: InferredModel,
  probes: readonly Probe[],
): ScenarioDefinition {
  return {
    schema,
    driving: model.driving,
    tables: Object.fromEntries(
      model.tables.map(({ name, rows, columns, partitions }): [string, TableDefinition] => [
        name,
        {
          ...(name === model.driving ? {} : { rows }),
          columns,
          ...(partitions === undefined ? {} : { partitions }),
        },
      ]),
    ),
    queries: Object.fromEntries(probes.map(({ name, sql, cases }) => [name, { sql, cases }])),
  };
}
