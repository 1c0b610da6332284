import type {
  EarlierColumn,
  EarlierCounts,
  EarlierTable,
  RelationStatistics,
} from '../../../pull/types';

/** A table must have grown by this much between two pulls for its states to be compared: less is the noise of ANALYZE. */
const leastGrowth = 1.2;

/** Growth of a state over that of its table, both as logarithms, below which rows leave the state again. */
const passes = 0.5;

/** A state of fewer rows of the sample than this is counted too roughly. */
const leastRows = 20;
/** Rows that ANALYZE reads: 300 × default_statistics_target. */
const sampled = 30_000;

/**
 * States of a column that rows leave again, by two pulls: the table grew, and as many rows as before are in the state.
 * Null stands for null.
 */
export function passingStates(
  relation: RelationStatistics,
  attname: string,
  earlier: EarlierCounts | undefined,
): readonly (string | null)[] {
  const compared = earlier && comparedColumn(earlier, relation, attname);
  const now = relation.columns.find((column) => column.attname === attname && !column.inherited);
  if (compared === undefined || now === undefined) return [];
  const { before, counted, growth } = compared;
  const isSure = (rows: number, of: number): boolean =>
    rows * Math.min(1, sampled / of) >= leastRows;
  const isPassing = (rowsBefore: number, share: number): boolean => {
    const rows = share * relation.reltuples;
    if (!isSure(rowsBefore, before.rows) || rows <= 0) return false;
    return Math.log(rows / rowsBefore) / Math.log(growth) < passes;
  };
  return [
    ...statesOf(counted, (value, rows) => {
      const place = now.most_common_vals?.indexOf(value) ?? -1;
      return place >= 0 && isPassing(rows, now.most_common_freqs?.[place] ?? 0);
    }),
    ...(counted.nulls > 0 && isPassing(counted.nulls, now.null_frac) ? [null] : []),
  ];
}

/** Whether two pulls are enough to say whether rows leave this state. */
export function wasCounted(
  earlier: EarlierCounts,
  relation: RelationStatistics,
  attname: string,
  state: string | null,
): boolean {
  const counted = comparedColumn(earlier, relation, attname)?.counted;
  if (counted === undefined) return false;
  return state === null ? counted.nulls > 0 : counted.common.some(([value]) => value === state);
}

/** What the earlier pull counted of a column; undefined where it did not, or the table has hardly grown since. */
function comparedColumn(
  { tables }: EarlierCounts,
  relation: RelationStatistics,
  attname: string,
): { before: EarlierTable; counted: EarlierColumn; growth: number } | undefined {
  const before = tables.find(
    ({ schema, name }) => schema === relation.schema && name === relation.name,
  );
  const counted = before?.columns.find((column) => column.attname === attname);
  if (before === undefined || counted === undefined) return undefined;
  const growth = relation.reltuples / before.rows;
  return growth < leastGrowth ? undefined : { before, counted, growth };
}

const statesOf = (
  { common }: EarlierColumn,
  isPassing: (value: string, rows: number) => boolean,
): readonly string[] =>
  common.filter(([value, rows]) => isPassing(value, rows)).map(([value]) => value);
