import { tableName } from '../../findings/missing-index/index-advice';
import { quoteIdent } from '../../postgres/quote';
import { listed } from '../../text/figures';
import { ownConditionsOf } from '../index/conditions';
import { factorOff, offBy } from '../index/misestimate';
import type { Suggest } from '../situation';

/** CREATE STATISTICS takes no more (STATS_MAX_DIMENSIONS). */
const mostColumns = 8;

/**
 * Statistics on columns that a query compares together, where the planner's row count for them is wrong. What a wrong count
 * of one relation leads to is mostly the work of another, so every relation of the plan is looked at.
 */
export const extendedStatistics: Suggest = ({ misestimates, plan, catalog, query }) =>
  plan.accesses.flatMap((access) => {
    const ratio = misestimates.get(access.occurrence);
    const { equal, ranged, tests } = ownConditionsOf(access, plan, catalog, query);
    const columns = [...new Set([...equal, ...ranged, ...tests.flatMap((test) => test.columns)])];
    if (ratio === undefined || !factorOff(ratio)) return [];
    if (columns.length < 2 || columns.length > mostColumns) return [];
    const name = quoteIdent([access.relation, ...columns, 'stat'].join('_').slice(0, 63));
    const text = `create statistics ${name} on ${columns.map(quoteIdent).join(', ')} from ${tableName(access)}`;
    const reason = `the planner multiplies the shares of ${listed(columns)}, and expects ${offBy(ratio)} rows than there are`;
    return [
      {
        kind: 'extended-statistics',
        text: `${text}; analyze ${tableName(access)}`,
        reason,
        candidate: { ddl: [text] },
      },
    ];
  });
