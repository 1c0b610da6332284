import type { AccessPath } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { quoteIdent } from '../../postgres/quote';
import { columnTypes, indexesOf, tableName } from '../missing-index/index-advice';
import { comparable } from '../missing-index/index-keys';
import { comparisonOf } from '../comparisons/predicates';

/** What to do about a column inside a function or a cast; undefined where no condition has one. */
export function nonSargableAdvice(access: AccessPath, catalog?: Catalog): string | undefined {
  const types = columnTypes(access, catalog);
  for (const predicate of access.filters) {
    const comparison = comparisonOf(predicate, types);
    const [column] = predicate.columns;
    if (comparison === undefined || comparison.bare || column === undefined) continue;
    return adviceFor(comparison.operand, column, access, catalog);
  }
  return undefined;
}

function adviceFor(
  operand: string,
  column: string,
  access: AccessPath,
  catalog: Catalog | undefined,
): string {
  const indexes = indexesOf(access, catalog);
  const served = indexes.find((index) => index.columns[0] === column)?.name;
  const use = served ?? `an index on ${column}`;
  if (/::(date|timestamp)/.test(operand) || /^date_trunc\(/.test(operand)) {
    return `Compare ${column} itself with a range (from the first moment, up to but not including the last), so that ${use} can bound the read.`;
  }
  const folded = /^(lower|upper)\(/.exec(operand)?.[1];
  const exists = indexes.some(
    (index) => comparable(index.columns[0] ?? '') === comparable(operand),
  );
  if (folded !== undefined && !exists) {
    return `Not tried: "create index on ${tableName(access)} (${folded}(${quoteIdent(column)}))". It also gives the planner statistics on the expression.`;
  }
  // An index takes immutable expressions only, and the output function of an enum or a date is none (pg_proc.dat).
  const immutable = !/::text$/.test(operand);
  const other = exists || !immutable ? '' : ', or create an index on the expression';
  return `Compare ${column} itself with a value of its own type, so that ${use} can bound the read${other}.`;
}
