import type { AccessPath } from '../../plan/types';
import type { CatalogIndex } from '../../postgres/catalog-types';
import { sameOccurrence } from '../../timeline/occurrences';
import type { Rule, RuleContext } from '../context';
import { growthOver } from '../growth';
import { indexesOf } from '../index-advice';
import { finding } from '../make';
import { isEquality } from '../predicates';
import { allPoints } from '../stretch';
import { formatCost, formatShare } from '../../text/figures';

/** Below this a table is a few pages, and no index pays. */
const worthwhile = 10_000;

/**
 * An index leads with a column that the query compares for equality, and from ten thousand rows up no case
 * of the query is served by it. Another case that is served shows that the index has its use, and that this
 * case asks for too many rows.
 */
export const indexNeverUsed: Rule = (timeline, context) => {
  const points = allPoints(timeline).filter((point) => point.scale >= worthwhile);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return [];
  // Where the rows asked for grow with the table, a full scan is no surprise.
  if (!growthOver(points, [], 1).outruns) return [];
  return last.plan.accesses.flatMap((access) => {
    const always = points.every((point) => sameOccurrence(access, point.plan)?.method === 'seq');
    if (!always) return [];
    return indexesOf(access, context.catalog)
      .filter((index) => fits(index, access) && !isChosen(index, context))
      .slice(0, 1)
      .map((index) => {
        const rows = context.relationRows(access, last.scale);
        const share =
          rows === undefined
            ? ''
            : ` for ${formatShare(Math.min(1, access.rows / rows))} of its rows`;
        return finding(timeline, 'index-never-used', {
          why: `${index.name} leads with ${index.columns[0]}, and at no size from 10k rows up is it chosen: ${access.relation} is read in full${share}, at a cost of ${formatCost(access.cost)} in the end.`,
          advice: `Compare the types on both sides of the condition, and drop ${index.name} if nothing else needs it.`,
          at: worthwhile,
          occurrence: access.occurrence,
          relation: access.relation,
          index: index.name,
          costWithout: last.plan.cost,
        });
      });
  });
};

function fits(index: CatalogIndex, access: AccessPath): boolean {
  // Whether a partial index applies is more than its columns say.
  if (index.predicate !== undefined) return false;
  return access.filters.some(
    (filter) => isEquality(filter) && filter.columns[0] === index.columns[0],
  );
}

function isChosen(index: CatalogIndex, context: RuleContext): boolean {
  return context.siblings.some((sibling) =>
    allPoints(sibling).some((point) =>
      point.plan.accesses.some((access) => access.indexes.includes(index.name)),
    ),
  );
}
