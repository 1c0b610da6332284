/** The numbers of the slots that a row of pg_statistic has. */
export const slots = [1, 2, 3, 4, 5];

/** Kinds of slots of pg_statistic (src/include/catalog/pg_statistic.h). */
export const slotKinds = {
  commonValues: 1,
  histogram: 2,
  correlation: 3,
  commonElements: 4,
  elementCounts: 5,
  rangeLengths: 6,
  rangeBounds: 7,
} as const;

/** What a row `s` of pg_statistic has in its slot of this kind; null where it has none. Values are the text of an array. */
export function slotOf(kind: keyof typeof slotKinds, column: 'stavalues' | 'stanumbers'): string {
  const cases = slots.map((k) => `when s.stakind${k} = ${slotKinds[kind]} then s.${column}${k}`);
  // A slot's values have no type of their own until they are text.
  return column === 'stavalues'
    ? `(case ${cases.map((each) => `${each}::text`).join(' ')} end)`
    : `(case ${cases.join(' ')} end)`;
}

/** Every row of pg_statistic with its column, relation and schema. */
export const statisticsInSchemas = `pg_catalog.pg_statistic s join pg_catalog.pg_class c on c.oid = s.starelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = s.staattnum`;

/**
 * The rows of pg_stats, from pg_statistic itself, for a role that may read that: the view hides tables whose policies
 * bind the role, though the planner uses their statistics, and ranges before PostgreSQL 17.
 */
export const fromPgStatistic = `(
  select n.nspname as schemaname, c.relname as tablename, a.attname, s.stainherit as inherited,
    s.stanullfrac as null_frac, s.stawidth as avg_width, s.stadistinct as n_distinct,
    ${slotOf('commonValues', 'stavalues')} as most_common_vals, ${slotOf('commonValues', 'stanumbers')} as most_common_freqs,
    ${slotOf('histogram', 'stavalues')} as histogram_bounds, ${slotOf('correlation', 'stanumbers')}[1] as correlation,
    ${slotOf('commonElements', 'stavalues')} as most_common_elems,
    ${slotOf('commonElements', 'stanumbers')} as most_common_elem_freqs,
    ${slotOf('elementCounts', 'stanumbers')} as elem_count_histogram,
    ${slotOf('rangeLengths', 'stavalues')} as range_length_histogram,
    ${slotOf('rangeLengths', 'stanumbers')}[1] as range_empty_frac,
    ${slotOf('rangeBounds', 'stavalues')} as range_bounds_histogram
  from ${statisticsInSchemas} where not a.attisdropped)`;
