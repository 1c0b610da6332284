import { outputNames, outputOrder, sortColumns } from '../query/output';
import { quoteIdent } from '../../postgres/quote';
import { textOf, type QueryText } from '../../sql/query-text';
import { selectOf, type Select } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * The conditions in a CTE that is computed first, and ORDER BY and LIMIT outside of it: the planner then reads by the
 * condition, and cannot walk the order in the hope of a match. It pays where few rows match.
 */
export const materialized: Suggest = ({ query }) => {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select?.limit === undefined || select.where === undefined) return [];
  const parts = partsOf(query, select);
  if (parts === undefined) return [];
  const tail = [parts.order, textOf(query, select.limit)].filter((each) => each !== '').join(' ');
  const sql = `with matches as materialized (${parts.inner}) select ${parts.output} from matches ${tail}`;
  const reason =
    'the planner then finds the matching rows first, and does not wait for them on a walk';
  return [rewriteSuggestion('materialized', sql, reason)];
};

interface Parts {
  readonly inner: string;
  readonly output: string;
  readonly order: string;
}

/** Columns of the ORDER BY that the output lacks are passed on by the CTE, and left out of the result. */
function partsOf(query: QueryText, select: Select): Parts | undefined {
  const end = select.where?.end ?? query.sql.length;
  const order = outputOrder(select);
  if (order !== undefined) return { inner: query.sql.slice(0, end), output: '*', order };
  const names = outputNames(select);
  const added = sortColumns(select)?.filter(({ name }) => names?.includes(name) !== true);
  if (names === undefined || added === undefined || select.order === undefined) return undefined;
  const list = added.map(({ qualifier, name }) =>
    [...(qualifier === undefined ? [] : [qualifier]), name].map(quoteIdent).join('.'),
  );
  const sorted = outputOrder(select, list.length === 0 ? [] : added.map(({ name }) => name));
  if (sorted === undefined) return undefined;
  return {
    inner: `${query.sql.slice(0, select.targets.end)}, ${list.join(', ')}${query.sql.slice(select.targets.end, end)}`,
    output: names.map(quoteIdent).join(', '),
    order: sorted,
  };
}
