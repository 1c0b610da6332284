import type { ColumnStatistics, ExtendedStatistics, Statistics } from '../types';
import type { ColumnPlace, ColumnPlaces } from './columns';
import { readMcvList } from './mcv-list';

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
    ...extended.flatMap((each) => combinations(each, places)?.placed ?? []),
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
        const ownMcv = combinations(
          { ...each, ...(mcv === undefined ? {} : { mcv }) },
          places,
        )?.replaced(surrogate);
        if (mcv !== undefined && ownMcv === undefined)
          left.push(`${each.name} (most common combinations)`);
        const { expressions } = each;
        return {
          ...each,
          ...(ownMcv === undefined ? {} : { mcv: ownMcv }),
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

interface Combinations {
  readonly placed: readonly PlacedValues[];
  /** The bytes with surrogates; undefined where a value has none, or they would not be in order. */
  replaced(
    surrogate: (place: ColumnPlace, value: string) => string | undefined,
  ): string | undefined;
}

/** The most common combinations of extended statistics; undefined where there are none or their bytes cannot be read. */
function combinations(
  extended: ExtendedStatistics,
  places: ColumnPlaces,
): Combinations | undefined {
  const enums = (extended.enums ?? []).map(({ type }) => type);
  const list = extended.mcv === undefined ? undefined : readMcvList(extended.mcv, enums);
  const own = places.ofExtended(extended);
  if (list === undefined || own?.length !== list.dimensions.length) return undefined;
  const placed = list.dimensions.flatMap(({ values }, k) => {
    const place = own[k];
    // The blanks at the end of a character(n) are not part of what pg_stats shows.
    return place === undefined ? [] : [{ place, values: values.map((value) => value.trimEnd()) }];
  });
  return {
    placed,
    replaced(surrogate) {
      const found = placed.map(({ place, values }) =>
        values.map((value) => surrogate(place, value)),
      );
      if (!found.every((values) => values.every((value) => value !== undefined))) return undefined;
      return list.withValues(
        found.map((values, k) =>
          values.map((value, item) =>
            value.padEnd(list.dimensions[k]?.values[item]?.length ?? value.length),
          ),
        ),
      );
    },
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
