import { isWord, tokenize } from '../../sql/tokens';
import { nodesOf, scanOf } from '../../plan/nodes';
import type { AccessPath, Plan, PlanNode } from '../../plan/types';
import type { CauseRule } from './subject';

/**
 * An OR over columns of several relations, or over a subquery, bounds no read (indxpath.c, generate_bitmap_or_paths). Of the
 * scans of the accused accesses, and of the joins above them.
 */
export const orConditionCause: CauseRule = ({ accesses, point: { plan } }) =>
  nodesAround(accesses, plan)
    .flatMap(({ properties }) => {
      const { 'Join Filter': join, Filter: filter } = properties;
      const has = (text: unknown): text is string =>
        typeof text === 'string' && tokenize(text).some((token) => isWord(token, 'OR'));
      if (has(join)) {
        return [`An OR over columns of two relations is checked on each pair of rows: ${join}.`];
      }
      if (has(filter) && tokenize(filter).some((token) => isWord(token, 'SubPlan'))) {
        return [`An OR with a subquery is checked on each row: no index bounds ${filter}.`];
      }
      // Conditions of an index bound the read beside it.
      if (has(filter) && properties['Index Cond'] === undefined && 'Relation Name' in properties) {
        return [`The OR is checked on each row that is read, and bounds nothing: ${filter}.`];
      }
      return [];
    })
    .slice(0, 1);

function nodesAround(accesses: readonly AccessPath[], plan: Plan): readonly PlanNode[] {
  if (accesses.length === plan.accesses.length) {
    return nodesOf(plan.document.root).map(({ node }) => node);
  }
  const scans = accesses.flatMap((access) => scanOf(access, plan) ?? []);
  return [...new Set(scans.flatMap(({ node, above }) => [node, ...above]))];
}
