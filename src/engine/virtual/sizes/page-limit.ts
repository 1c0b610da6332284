import { PlancliffError } from '../../../errors';
import { rowsText } from '../../../text/figures';
import { formatRows } from '../../../text/row-count';
import { maxPages } from '../pages/format';
import type { TableSize } from '../storage/table-image';

/**
 * Refuses a table that PostgreSQL itself could not hold.
 *
 * @param at the scale, in rows of the driving table
 * @throws PlancliffError `engine` with the table's and the index's name
 */
export function checkPageLimit(table: string, at: number, size: TableSize): void {
  const parts = [
    { name: table, pages: size.pages },
    ...size.indexes.map(({ index, pages }) => ({ name: `${table}: index ${index.name}`, pages })),
  ];
  const tooLarge = parts.find(({ pages }) => pages > maxPages);
  if (tooLarge === undefined) return;
  throw new PlancliffError('engine', {
    message: `${tooLarge.name} cannot have ${rowsText(size.rows)} (at the scale ${formatRows(at)})`,
    reason: `it would take ${formatRows(tooLarge.pages)} pages, and PostgreSQL addresses ${formatRows(maxPages)} of a relation`,
    hint: 'Ask for fewer rows (--scales of check, --rows of verify), or partition the table.',
  });
}
