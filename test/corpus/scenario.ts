import { resolve } from 'node:path';
import { readDefinition } from '../../src/scenario/validate/read-definition';
import type { QueryDefinition, Scenario } from '../../src/scenario/types';
import { usualScales, type CorpusCase, type Family } from './types';

/** Label of the one case that each query of the corpus has. */
export const only = 'only';

export const folderOf = ({ heldOut }: Family): string =>
  `test/corpus/${heldOut ? 'held-out' : 'tuned'}`;

/** The scenario of a family, as `plancliff check` would load it. */
export function scenarioOf(family: Family): Scenario {
  const {
    name,
    schema,
    driving,
    tables,
    scales = usualScales,
    settings,
    conditions,
    cases,
  } = family;
  const file = `${folderOf(family)}/${name}.ts`;
  const queries = Object.fromEntries(
    Object.entries(cases).map(([query, of]) => [query, queryOf(of)]),
  );
  const definition = { schema, driving, tables, scales, queries };
  return readDefinition(
    {
      ...definition,
      ...(settings === undefined ? {} : { settings }),
      ...(conditions === undefined ? {} : { conditions }),
    },
    { path: resolve(file), file, source: '' },
  );
}

function queryOf({ sql, values }: CorpusCase): QueryDefinition {
  return values === undefined ? { sql } : { sql, cases: { [only]: values } };
}
