import type { Catalog } from '../../postgres/catalog/types';
import { qualifiedName } from '../../postgres/quote';
import type { PlannerStatistics } from './statistics';
import type { IndexMicrosOf } from '../sizes/choose-sizes';
import { indexMicros } from '../sizes/index-micros';

/** The indexes of the tables of a model by the catalog, with the widths of their columns by the planner's statistics. */
export function indexMicrosOf(catalog: Catalog, statistics: PlannerStatistics): IndexMicrosOf {
  const widths = new Map(
    statistics.columns.map(({ schema, name, column, width }) => [
      JSON.stringify([schema, name, column]),
      width,
    ]),
  );
  const micros = new Map(
    catalog.tables.map((table) => {
      const { schema, name, indexes } = table;
      const widthOf = (column: string): number | undefined =>
        widths.get(JSON.stringify([schema, name, column]));
      const each = indexes.map((index) => indexMicros(index, table, widthOf));
      return [qualifiedName(schema, name), each.reduce((sum, of) => sum + of, 0)] as const;
    }),
  );
  return ({ sqlName }) => micros.get(sqlName) ?? 0;
}
