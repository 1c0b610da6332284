import type { Catalog } from '../../postgres/catalog/types';
import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf, argumentsOf, type ColumnName } from '../../sql/nodes';
import { readQuery, replaced, textOf, tokensIn, type QueryText } from '../../sql/query-text';
import { relationsOf, selectOf, type FromRelation, type Select, type Term } from '../query/select';
import type { Suggestion } from '../types';
import { rewriteSuggestion } from './rewrite';

/**
 * NOT EXISTS in place of NOT IN, which the planner cannot join by: it hashes the subquery's result where that fits
 * in `work_mem`, and reads it again for each row where it does not (subselect.c, subplan_is_hashable).
 *
 * The two differ where the subquery returns a null, hence the proviso for columns that may be null.
 */
export async function notExists(
  query: QueryText | undefined,
  catalog: Catalog,
): Promise<readonly Suggestion[]> {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select === undefined) return [];
  const found: Suggestion[] = [];
  for (const term of select.terms) {
    const parts = notInOf(query, term);
    const inner = parts === undefined ? undefined : await readQuery(parts.subquery);
    const sub = inner === undefined ? undefined : selectOf(inner);
    if (parts === undefined || inner === undefined || sub === undefined) continue;
    const rewritten = rewrite({ select, inner, sub, outer: parts.column }, catalog);
    if (rewritten === undefined) continue;
    const sql = replaced(query.sql, [{ span: term.span, by: rewritten.by }]);
    const reason =
      'the planner has no join for NOT IN, since a null in the subquery would change its meaning';
    found.push(rewriteSuggestion('not-exists', sql, reason, rewritten.rest));
  }
  return found;
}

interface NotIn {
  readonly column: ColumnName;
  readonly subquery: string;
}

/** `x not in (select …)` and `not (x in (select …))`, where x is a column. */
function notInOf(query: QueryText, { span, tree }: Term): NotIn | undefined {
  const [only, ...more] = argumentsOf(tree, 'NOT_EXPR') ?? [];
  const link = nodeOf(only, 'SubLink');
  if (link?.['subLinkType'] !== 'ANY_SUBLINK' || 'operName' in link || more.length > 0) {
    return undefined;
  }
  const column = columnOf(link['testexpr']);
  const tokens = tokensIn(query, span);
  const at = tokens.findIndex(({ word }) => word === 'IN');
  const open = tokens[at + 1];
  const close = tokens
    .slice(at + 2)
    .find(({ word, depth }) => word === ')' && depth === open?.depth);
  if (column === undefined || at < 0 || open?.word !== '(' || close === undefined) return undefined;
  return { column, subquery: textOf(query, { start: open.end, end: close.start }).trim() };
}

interface Parts {
  readonly select: Select;
  readonly inner: QueryText;
  readonly sub: Select;
  readonly outer: ColumnName;
}

function rewrite(
  { select, inner, sub, outer }: Parts,
  catalog: Catalog,
): { readonly by: string; readonly rest: { readonly proviso?: string } } | undefined {
  const [target, ...more] = listOf(sub.tree['targetList']);
  const column = columnOf(nodeOf(target, 'ResTarget')?.['val']);
  const [around, within] = [relationsOf(select.tree), relationsOf(sub.tree)];
  const owner = ownerOf(outer, around);
  const own = column && ownerOf(column, within);
  if (column === undefined || owner === undefined || own === undefined || more.length > 0)
    return undefined;
  // The same name inside and outside would make the outer column one of the inner relation.
  if (within.some(({ alias }) => alias === owner.alias) || sub.limit !== undefined)
    return undefined;
  const where = sub.where === undefined ? '' : `(${textOf(inner, sub.where)}) and `;
  const [left, right] = [quoted(own.alias, column.name), quoted(owner.alias, outer.name)];
  const by = `not exists (select from ${textOf(inner, sub.from)} where ${where}${left} = ${right})`;
  const nullable = [
    ...(neverNull(own, column.name, catalog) ? [] : [left]),
    ...(neverNull(owner, outer.name, catalog) ? [] : [right]),
  ];
  if (nullable.length === 0) return { by, rest: {} };
  return {
    by,
    rest: {
      proviso: `as long as ${nullable.join(' and ')} ${nullable.length > 1 ? 'are' : 'is'} never null`,
    },
  };
}

function ownerOf(column: ColumnName, relations: readonly FromRelation[]): FromRelation | undefined {
  if (column.qualifier !== undefined) {
    return relations.find(({ alias }) => alias === column.qualifier);
  }
  return relations.length === 1 ? relations[0] : undefined;
}

function neverNull({ relation, schema }: FromRelation, column: string, catalog: Catalog): boolean {
  const table = catalog.tables.find(
    (each) => each.name === relation && (schema === undefined || each.schema === schema),
  );
  return table?.columns.find(({ name }) => name === column)?.notNull === true;
}

const quoted = (...names: readonly string[]): string => names.map(quoteIdent).join('.');
