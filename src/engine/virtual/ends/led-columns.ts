import type { Model } from '../../../model/types';
import type { RowSubset } from '../rows/row-subset';
import { computedLeads, searchedIndexes } from './computed-leads';

export interface LedBy {
  readonly model: Model;
  readonly table: string;
  readonly rowSubset: RowSubset;
}

/** Names of the columns that lead a b-tree, and of those that alone decide the value of an expression that does. */
export function ledColumns({ model, table, rowSubset: { relation } }: LedBy): ReadonlySet<string> {
  const leading = new Set(searchedIndexes(relation).map(({ keys }) => keys[0]));
  const alone = computedLeads(relation, model.table(table))
    .filter(({ sources }) => sources.length === 1)
    .flatMap(({ sources }) => sources);
  return new Set(
    [...relation.columns.filter(({ number }) => leading.has(number)), ...alone].map(
      ({ name }) => name,
    ),
  );
}
