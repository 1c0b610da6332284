import { knownTables, type TableOf } from '../sql/known-tables';
import type { ScenarioDefinition } from './types';

/** The tables of a scenario's data model, for statements that name them. */
export function modelTables({ tables }: Pick<ScenarioDefinition, 'tables'>): TableOf {
  return knownTables(
    Object.entries(tables).map(([name, { columns }]) => ({ name, columns: Object.keys(columns) })),
  );
}
