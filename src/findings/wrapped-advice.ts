import type { AccessPath } from '../plan/types';
import type { Catalog } from '../postgres/catalog-types';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import { indexesOf } from './index-advice';
import { comparisonOf } from './predicates';

/** What to do about a condition that no index on a bare column can serve. */
export function wrappedAdvice(access: AccessPath, catalog?: Catalog): string {
  for (const predicate of access.filters) {
    const comparison = comparisonOf(predicate);
    const [column] = predicate.columns;
    if (comparison === undefined || comparison.bare || column === undefined) continue;
    const served = indexesOf(access, catalog).find((index) => index.columns[0] === column);
    const use = served === undefined ? `an index on ${column}` : served.name;
    if (/::(date|timestamp)/.test(comparison.operand) || /^date_trunc\(/.test(comparison.operand)) {
      return `Compare ${column} itself with a range, from the first moment up to and without the last: ${use} can serve that.`;
    }
    const folded = /^(lower|upper)\(/.exec(comparison.operand)?.[1];
    if (folded !== undefined) {
      const table =
        access.schema === ''
          ? quoteIdent(access.relation)
          : qualifiedName(access.schema, access.relation);
      return `Try "create index on ${table} (${folded}(${quoteIdent(column)}))", which gives the planner statistics on it too.`;
    }
    return `Compare ${column} itself with a value of its own type, so that ${use} can serve, or make an index on the expression.`;
  }
  return 'Give the condition a form that an index can serve: a bare column against a value, or an index on the expression.';
}
