import { formatShare, listed, rowsText } from '../../text/figures';
import type { CountedConditions } from '../evidence';
import { columnTypes } from '../missing-index/index-advice';
import { isRange } from '../comparisons/predicates';
import { scanOfAccess, type CauseRule } from './subject';

/** Times that the share of all conditions is off the product of their shares, from which on the columns depend on each other. */
const dependent = 5;

/**
 * Columns that depend on each other: far more rows, or far fewer, meet all conditions than the product of the shares says
 * that the planner multiplies (clausesel.c, clauselist_selectivity_ext). Counted on loaded rows.
 */
export const dependentColumnsCause: CauseRule = (subject) =>
  subject.counted.flatMap((counted) => {
    const { occurrence, size, rows, terms, together, complete } = counted;
    const access = subject.accesses.find((each) => each.occurrence === occurrence);
    const scan = scanOfAccess(subject, occurrence);
    if (access === undefined || scan === undefined || !complete || rows === 0) return [];
    const shares = sharesOf(counted, columnTypes(access, subject.catalog));
    if (shares === undefined || shares.length < 2) return [];
    const product = rows * shares.reduce((all, { share }) => all * share, 1);
    const off = Math.max(1, together) / Math.max(1, product);
    const expected = Math.max(1, together) / Math.max(1, scan.estimatedRows);
    // With statistics on the columns together the planner does not multiply: its estimate errs by this only where it does.
    const multiplied = off >= dependent ? expected >= dependent : expected <= 1 / dependent;
    if ((off < dependent && off > 1 / dependent) || !multiplied) return [];
    const each = listed(terms.map((term) => `${formatShare(term.rows / rows)} meet ${term.text}`));
    const all = together === 0 ? 'no row meets' : `${formatShare(together / rows)} meet`;
    return [
      `${listed([...new Set(shares.flatMap(({ columns }) => columns))])} depend on each other: of the ${rowsText(rows)} of ${access.relation} at ${rowsText(size)}, ${each}, and ${all} ${terms.length === 2 ? 'both' : 'all'}. ` +
        `The planner multiplies the shares and expects ${formatShare(product / rows)}.`,
    ];
  });

interface Share {
  readonly columns: readonly string[];
  readonly share: number;
}

/** The share of each column or set of columns; two bounds of one column are one share. Undefined where they do not add up. */
function sharesOf(
  { rows, terms }: CountedConditions,
  types: ReturnType<typeof columnTypes>,
): readonly Share[] | undefined {
  const keys = [...new Set(terms.map(({ columns }) => columns.join()))];
  const groups = keys.map((key) => terms.filter(({ columns }) => columns.join() === key));
  const found = groups.map((group): Share | undefined => {
    const [first, second, third] = group;
    if (first === undefined || third !== undefined) return undefined;
    if (second === undefined) return { columns: first.columns, share: first.rows / rows };
    if (!group.every((each) => isRange(each, types))) return undefined;
    return { columns: first.columns, share: Math.max(0, (first.rows + second.rows) / rows - 1) };
  });
  const known = found.filter((share) => share !== undefined);
  return known.length === found.length ? known : undefined;
}
