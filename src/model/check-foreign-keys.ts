import { PlancliffError } from '../errors';
import type { CatalogTable } from '../postgres/catalog/types';
import { alternativesOf } from './parts-of';
import type { Distribution } from './types';

/** A table of the catalog by the name that the model gives it; undefined for one that is not in the model. */
type NameOf = (schema: string, table: string) => string | undefined;

/**
 * Every foreign key must be made by reference(): other values would have to hit a key by chance. The author's
 * own SQL is trusted, and null refers to nothing.
 *
 * @throws PlancliffError `model` with table, column and the table to refer to
 */
export function checkForeignKeys(
  name: string,
  table: CatalogTable,
  distributions: ReadonlyMap<string, Distribution>,
  nameOf: NameOf,
): void {
  for (const key of table.foreignKeys) {
    const parent = nameOf(key.schema, key.table);
    if (parent === undefined) continue;
    for (const column of key.columns) {
      const distribution = distributions.get(column);
      const target = distribution && wrongTarget(distribution, parent);
      if (target === undefined) continue;
      const place = `tables.${name}.columns.${column}`;
      throw new PlancliffError('model', {
        message:
          target === null
            ? `${place}: a foreign key to ${parent} that is no reference()`
            : `${place}: a reference to ${target}, but the foreign key is to ${parent}`,
        hint: `Use reference('${parent}').`,
      });
    }
  }
}

/** Another table than the foreign key's that a column refers to, null for none; undefined where all is right. */
function wrongTarget(distribution: Distribution, parent: string): string | null | undefined {
  const targets = alternativesOf(distribution).map(targetOf);
  return targets.find((target) => target !== undefined && target !== parent);
}

/** The table that a value refers to, null for none; undefined where it is unknown or does not matter. */
function targetOf(distribution: Distribution): string | null | undefined {
  switch (distribution.kind) {
    case 'reference':
      return distribution.table;
    case 'sql':
      return undefined;
    case 'constant':
      return distribution.value === null ? undefined : null;
    default:
      return null;
  }
}
