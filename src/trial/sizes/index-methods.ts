import type { Catalog } from '../../postgres/catalog/types';
import { qualifiedName } from '../../postgres/quote';
import type { IndexMethodsOf } from './choose-sizes';

/** Access methods of the indexes of a table of the model, by the catalog. */
export function indexMethodsOf(catalog: Catalog): IndexMethodsOf {
  const methods = new Map(
    catalog.tables.map(({ schema, name, indexes }) => [
      qualifiedName(schema, name),
      indexes.map(({ method }) => method),
    ]),
  );
  return ({ sqlName }) => methods.get(sqlName) ?? [];
}
