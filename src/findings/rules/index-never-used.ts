import type { AccessPath } from '../../plan/types';
import type { CatalogIndex } from '../../postgres/catalog/types';
import { formatCost, formatShare, rowsText } from '../../text/figures';
import { sameOccurrence } from '../../timeline/occurrences';
import type { Rule, RuleContext } from '../context';
import { growthOver } from '../growth/growth';
import { relationGrowth } from '../severity/estimated-severity';
import { columnTypes, indexesOf } from '../missing-index/index-advice';
import { covers } from '../missing-index/index-keys';
import { finding } from '../finding';
import { measuredLast } from '../severity/measured-ranges';
import { smallShare, smallTable } from '../missing-index/missing-index';
import { isEquality } from '../comparisons/predicates';
import { allPoints } from '../changes/row-count-interval';

/**
 * An index leads with a column that the query compares for equality, and from ten thousand rows up no case
 * of the query is served by it. Another case that is served shows that the index has its use, and that this
 * case asks for too many rows. A table of a fixed size, or one that stays small, is read in full by any sane plan.
 */
export const indexNeverUsed: Rule = (timeline, context) => {
  const points = allPoints(timeline).filter((point) => point.scale >= smallTable);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return [];
  const measured = measuredLast(timeline, context);
  // A plan that does no more than its result needs lacks no index.
  if (measured?.severity === 'info') return [];
  const outruns = growthOver(points, [], 1).outruns;
  return last.plan.accesses.flatMap((access) => {
    const always = points.every((point) => sameOccurrence(access, point.plan)?.method === 'seq');
    const rows = context.relationRows(access, last.scale);
    if (!always || (rows ?? smallTable) < smallTable) return [];
    if (relationGrowth(access, points, [], context) < 0.5) return [];
    const share = rows === undefined ? undefined : Math.min(1, access.rows / rows);
    // Where the rows asked for grow with the table, a full scan is no surprise, unless they are few all the same.
    if (!outruns && (share === undefined || share > smallShare)) return [];
    return indexesOf(access, context.catalog)
      .filter((index) => fits(index, access, context) && !isChosen(index, context))
      .slice(0, 1)
      .map((index) =>
        finding(timeline, 'index-never-used', {
          ...(measured === undefined
            ? {}
            : { severity: measured.severity, measured: measured.figures }),
          why:
            `The planner never chooses ${index.name} (on ${index.columns[0]}) from ${rowsText(smallTable)} up. ` +
            `By its estimates, with ${rowsText(last.scale)} it reads ${access.relation} in full${share === undefined ? '' : ` for ${formatShare(share)} of its rows`}, and the scan costs ${formatCost(access.cost)}.${measured === undefined ? '' : ` ${measured.text}`}`,
          advice:
            'Check that the cost settings (random_page_cost, effective_cache_size) and the collation of the comparison are those of production.',
          at: smallTable,
          occurrence: access.occurrence,
          relation: access.relation,
          index: index.name,
        }),
      );
  });
};

function fits(index: CatalogIndex, access: AccessPath, { catalog }: RuleContext): boolean {
  // Whether a partial index applies is more than its columns say.
  if (index.predicate !== undefined) return false;
  const types = columnTypes(access, catalog);
  return access.filters.some((filter) => {
    const [column = ''] = filter.columns;
    return isEquality(filter, types) && covers(index, { equal: [column], then: undefined });
  });
}

function isChosen(index: CatalogIndex, context: RuleContext): boolean {
  return context.siblings.some((sibling) =>
    allPoints(sibling).some((point) =>
      point.plan.accesses.some((access) => access.indexes.includes(index.name)),
    ),
  );
}
