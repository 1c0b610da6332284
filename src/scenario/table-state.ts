import { parseRowCount } from '../text/row-count';
import { rowsText } from '../text/figures';
import type { Condition, TableState } from './types';

/** The state of one table in a condition: what the condition says of it, over what it says of all. */
export function stateOf(condition: Condition, table: string): TableState {
  return { ...condition, ...condition.tables?.[table] };
}

/** The states of a condition: of all tables it does not name, and of those that it names. */
function statesIn(condition: Condition): readonly TableState[] {
  return [
    condition,
    ...Object.keys(condition.tables ?? {}).map((table) => stateOf(condition, table)),
  ];
}

/** Whether the statistics of any table are older than its rows. */
export const isStale = (condition: Condition): boolean =>
  statesIn(condition).some(({ stale }) => stale !== undefined);

/** Whether the indexes of any table came to be row by row. */
export const hasGrownIndexes = (condition: Condition): boolean =>
  statesIn(condition).some(({ indexes }) => indexes === 'grown');

/**
 * Rows that a table had when VACUUM and ANALYZE last ran: its first ones, so that whatever rises with the row number had
 * not come so far. At least 1.
 *
 * @param rows that it has now
 */
export function analyzedRows({ stale }: TableState, rows: number): number {
  if (stale === undefined) return rows;
  if (typeof stale === 'number') return Math.max(1, Math.round(rows / stale));
  const then = 'rows' in stale ? rows - parseRowCount(stale.rows) : parseRowCount(stale.at);
  return Math.max(1, Math.min(rows, Math.round(then)));
}

/** What the statistics of a state are, as the end of a sentence: `those of a table 10 times smaller`. */
export function staleText({ stale }: TableState): string {
  if (stale === undefined) return 'fresh';
  if (typeof stale === 'number') return `those of a table ${stale} times smaller`;
  return 'rows' in stale
    ? `without the newest ${rowsText(parseRowCount(stale.rows))}`
    : `those of a table of ${rowsText(parseRowCount(stale.at))}`;
}
