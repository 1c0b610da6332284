import type { Model } from '../model/types';
import { qualifiedName } from '../postgres/quote';
import type { RelationRows } from '../timeline/types';

/** Row counts by the data model; undefined for a relation that the model does not fill. */
export function relationRows(model: Model): RelationRows {
  const tables = new Map(model.tables.map((table) => [table.sqlName, table]));
  return ({ schema, relation }, scale) => tables.get(qualifiedName(schema, relation))?.rows(scale);
}
