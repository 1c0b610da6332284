import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { amountText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import { factorOff } from '../index/misestimate';
import type { Suggest } from '../situation';

/** `n_distinct` of a column, where the sample of ANALYZE finds a number that is off by a factor. */
export const nDistinct: Suggest = ({ distinct }) =>
  distinct
    .filter(({ believed, real }) => factorOff(believed / real))
    .map(({ schema, relation, column, believed, real, option }) => {
      const of = { relation: qualifiedName(schema, relation), column: quoteIdent(column) };
      return {
        kind: 'n-distinct',
        text: `alter table ${of.relation} alter column ${of.column} set (n_distinct = ${option}); analyze ${of.relation}`,
        reason: `the planner expects ${amountText(believed, 'distinct value')} of ${column}; ${formatRows(real)} by a count on the loaded rows, extrapolated to the same row count`,
        candidate: { distinct: [{ ...of, value: option }] },
      };
    });
