import { amountText, rowsText } from '../../text/figures';
import type { CatalogIndex } from '../../postgres/catalog/types';
import type { AccessPath } from '../../plan/types';
import type { CountedConditions } from '../evidence';
import { indexesOf } from '../missing-index/index-advice';
import { scanOfAccess, type CauseRule } from './subject';

/** Pages read over pages that the planner expects, and the other way round, from which on the order of the table matters. */
const misplaced = 5;

/** Fewer pages than these are read in no time, wherever they lie. */
const fewPages = 50;

/**
 * Where the matching rows lie in the table, while their number is as the planner expects. It knows no more of that than
 * one figure for each column: how far the order of the column is that of the table.
 */
export const placeOfRowsCause: CauseRule = (subject) =>
  subject.counted.flatMap((counted) => {
    const access = subject.accesses.find((each) => each.occurrence === counted.occurrence);
    const scan = scanOfAccess(subject, counted.occurrence);
    if (access === undefined || scan === undefined || counted.tablePages === 0) return [];
    const ratio = Math.max(1, counted.together) / Math.max(1, scan.estimatedRows);
    if (!counted.complete || ratio >= misplaced || ratio <= 1 / misplaced) return [];
    const indexes = indexesOf(access, subject.catalog);
    const brin = indexes.find(
      ({ name, method }) => method === 'brin' && access.indexes.includes(name),
    );
    if (brin !== undefined) return scattered(counted, access, brin, scan.pages);
    return access.method === 'seq' ? together(counted, access, indexes) : [];
  });

/** brincostestimate (selfuncs.c): the share of the ranges that match, divided by the correlation. */
function scattered(
  counted: CountedConditions,
  { relation }: AccessPath,
  index: CatalogIndex,
  read: number,
): readonly string[] {
  const { rows, together: matching, tablePages, size } = counted;
  const [column = ''] = index.columns;
  const correlation = correlationOf(counted, column);
  if (correlation === undefined) return [];
  const perRange = Number(/pages_per_range='?(\d+)/.exec(index.definition)?.[1] ?? '128');
  const ranges = Math.ceil(tablePages / perRange);
  const wanted = Math.ceil((ranges * matching) / rows) / Math.max(1e-10, Math.abs(correlation));
  const expected = Math.min(tablePages, wanted * perRange);
  if (read < misplaced * expected || read < fewPages) return [];
  return [
    `At ${rowsText(size)} the planner expects ${index.name} to leave ${pagesText(expected)} of ${relation}, since the order of ${column} is nearly that of the table (correlation ${correlationText(correlation)}); measured, it reads ${pagesText(read)}: rows with other values of ${column} lie in nearly every range of pages.`,
  ];
}

/** Rows that lie on few pages, which an index would have found there. */
function together(
  counted: CountedConditions,
  { relation }: AccessPath,
  indexes: readonly CatalogIndex[],
): readonly string[] {
  const { together: matching, pages, tablePages, size, terms } = counted;
  const named = new Set(terms.flatMap(({ columns }) => columns));
  const index = indexes.find(
    ({ columns: [first = ''], predicate }) => predicate === undefined && named.has(first),
  );
  const [column = ''] = index?.columns ?? [];
  const correlation = correlationOf(counted, column);
  if (index === undefined || correlation === undefined || Math.abs(correlation) >= 0.5) return [];
  // As many distinct pages as that number of rows has on the average if each lies anywhere.
  const even = tablePages * (1 - (1 - 1 / tablePages) ** matching);
  if (even < misplaced * pages || even < fewPages) return [];
  return [
    `At ${rowsText(size)} the ${rowsText(matching)} of ${relation} that match lie on ${pagesText(pages)}. The planner expects them on ${pagesText(even)} if it reads by ${index.name}, since the order of ${column} is not that of the table (correlation ${correlationText(correlation)}).`,
  ];
}

const pagesText = (pages: number): string => amountText(Math.max(1, Math.round(pages)), 'page');

const correlationText = (correlation: number): string => correlation.toFixed(2);

/** Of a column of any name, `constructor` too; undefined where ANALYZE stored none. */
function correlationOf({ correlations }: CountedConditions, column: string): number | undefined {
  return Object.hasOwn(correlations, column) ? correlations[column] : undefined;
}
