import { listOf, nodeOf } from '../../sql/nodes';
import { replaced } from '../../sql/query-text';
import type { Variant } from '../types';

export const countForExistence: Variant = {
  name: 'count for existence',
  reason: 'All rows are counted to know whether there is one.',
  instead: 'Ask select exists (select from …): it stops at the first row.',
  sameRows: true,
  rewrite({ query }) {
    if (!asksExistence(query.tree)) return [];
    const exists = query.tokens.findIndex(({ word }) => word === 'EXISTS');
    const open = query.tokens[exists + 1];
    const close = query.tokens.find(
      (token, place) => place > exists && token.word === ')' && token.depth === open?.depth,
    );
    const start = query.tokens[exists]?.start;
    if (start === undefined || open?.word !== '(' || close === undefined) return [];
    const inner = query.sql.slice(open.end, close.start);
    const by = `(select count(*) from (${inner}) counted) > 0`;
    return [replaced(query.sql, [{ span: { start, end: close.end }, by }])];
  },
};

/** Whether a statement is `select exists (…)` and nothing more. */
function asksExistence(tree: Parameters<Variant['rewrite']>[0]['query']['tree']): boolean {
  const targets = listOf(tree['targetList']);
  if (targets.length !== 1 || 'fromClause' in tree || 'withClause' in tree) return false;
  const link = nodeOf(nodeOf(targets[0], 'ResTarget')?.['val'], 'SubLink');
  return link?.['subLinkType'] === 'EXISTS_SUBLINK';
}
