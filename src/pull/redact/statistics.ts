import type { ColumnStatistics, Statistics } from '../types';
import type { ColumnPlace, ColumnPlaces } from './columns';

/** Columns of statistics that contain values of the database; those of arrays contain elements. */
const lists = ['most_common_vals', 'histogram_bounds', 'most_common_elems', 'range_bounds_histogram', 'live_ends'] as const; // prettier-ignore

interface PlacedValues {
  readonly place: ColumnPlace;
  readonly values: readonly string[];
}

/** Every column and expression with its values. */
export function eachColumn(
  { relations, extended }: Statistics,
  places: ColumnPlaces,
): readonly PlacedValues[] {
  return [
    ...relations.flatMap((relation) =>
      relation.columns.map((column) => placed(places.ofRelation(relation, column), column)),
    ),
    ...extended.flatMap((each) =>
      (each.expressions ?? []).map((column) => placed(places.ofExpression(each, column), column)),
    ),
  ];
}

const placed = (place: ColumnPlace, column: ColumnStatistics): PlacedValues => ({
  place,
  values: lists.flatMap((list) => column[list] ?? []),
});

/** The statistics with surrogates, and the columns whose values are left out. */
export function columnStatistics(
  { relations, extended }: Statistics,
  places: ColumnPlaces,
  surrogate: (place: ColumnPlace, value: string) => string | undefined,
): { readonly statistics: Statistics; readonly left: readonly string[] } {
  const left: string[] = [];
  const replaced = (place: ColumnPlace, column: ColumnStatistics, of: string): ColumnStatistics => {
    const own = lists.flatMap((list) => {
      const values = column[list]?.map((value) => surrogate(place, value));
      return values === undefined ? [] : [[list, values] as const];
    });
    const isWhole = own.every(([, values]) => values.every((value) => value !== undefined));
    if (isWhole) return { ...column, ...Object.fromEntries(own) };
    left.push(`${of}.${column.attname}`);
    return withoutValues(column);
  };
  return {
    statistics: {
      relations: relations.map((relation) => ({
        ...relation,
        columns: relation.columns.map((column) =>
          replaced(places.ofRelation(relation, column), column, relation.name),
        ),
      })),
      extended: extended.map(({ mcv, ...each }) => {
        if (mcv !== undefined) left.push(`${each.name} (most common combinations)`);
        const { expressions } = each;
        return {
          ...each,
          ...(expressions === undefined
            ? {}
            : {
                expressions: expressions.map((column) =>
                  replaced(places.ofExpression(each, column), column, each.name),
                ),
              }),
        };
      }),
    },
    left,
  };
}

/** What ANALYZE counted, without the values that it counted them of. */
function withoutValues(column: ColumnStatistics): ColumnStatistics {
  const { attname, inherited, type, null_frac, avg_width, n_distinct, correlation } = column;
  return {
    attname,
    inherited,
    type,
    null_frac,
    avg_width,
    n_distinct,
    ...(correlation === undefined ? {} : { correlation }),
  };
}
