import type { Plan } from '../../plan/types';
import { nodesOf } from '../../plan/nodes';

/** What to write instead, where the plan shows a form of query that no index can help. */
export function rewriteAdvice(plan: Plan): string | undefined {
  const texts = nodesOf(plan.document.root).flatMap(({ node }) => [
    { where: 'filter', text: node.properties['Filter'] },
    { where: 'join', text: node.properties['Join Filter'] },
  ]);
  const says = (where: string, form: RegExp): boolean =>
    texts.some(
      (each) => each.where === where && typeof each.text === 'string' && form.test(each.text),
    );
  // subselect.c, subplan_is_hashable: a result within work_mem is hashed, and EXPLAIN says so.
  if (says('filter', /(?<!hashed )\bSubPlan\b/)) {
    return 'Rewrite the subquery as NOT EXISTS or as a join: its result is larger than work_mem, so the executor reads it again for each row.';
  }
  if (says('join', / OR /)) {
    return 'Split the OR over two tables into a UNION of two queries, so that an index can serve each of them.';
  }
  return undefined;
}
