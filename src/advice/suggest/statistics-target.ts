import { tableName } from '../../findings/missing-index/index-advice';
import { quoteIdent } from '../../postgres/quote';
import { ownConditionsOf } from '../index/conditions';
import { factorOff, offBy } from '../index/misestimate';
import type { Suggest } from '../situation';

/** Ten times the default: a list of 1,000 common values, and a sample of 300,000 rows (std_typanalyze, analyze.c). */
const target = 1_000;

/** More common values and a finer histogram of a column, where the planner's row count for one condition is wrong. */
export const statisticsTarget: Suggest = ({ misestimates, plan, catalog, query }) =>
  plan.accesses.flatMap((access) => {
    const ratio = misestimates.get(access.occurrence);
    const { equal, ranged } = ownConditionsOf(access, plan, catalog, query);
    const [column, ...others] = [...equal, ...ranged];
    if (ratio === undefined || !factorOff(ratio) || column === undefined || others.length > 0) {
      return [];
    }
    const of = { relation: tableName(access), column: quoteIdent(column) };
    const text = `alter table ${of.relation} alter column ${of.column} set statistics ${target}; analyze ${of.relation}`;
    const reason = `for the condition on ${column} the planner expects ${offBy(ratio)} rows than there are`;
    return [
      {
        kind: 'statistics-target',
        text,
        reason,
        candidate: { statisticsTargets: [{ ...of, value: target }] },
      },
    ];
  });
