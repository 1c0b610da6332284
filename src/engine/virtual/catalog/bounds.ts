import type { TableModel } from '../../../model/types';
import type { Relation } from './relations';

/** The model's columns that the bound of a partition names. */
export function boundColumns(
  { columns }: TableModel,
  { boundColumns: names }: Relation,
): TableModel['columns'] {
  return columns.filter(({ name }) => names.includes(name));
}

/** The constraint of a partition begins with those of its ancestors (generate_partition_qual, partcache.c). */
export function ownBound({ bound }: Relation, parent: Relation): string {
  if (bound === null) return 'true';
  const all = withoutParentheses(bound);
  const before = parent.bound === null ? '' : `${withoutParentheses(parent.bound)} AND `;
  return before !== '' && all.startsWith(before) ? all.slice(before.length) : all;
}

/** The text of a conjunction without its outermost parentheses; any other condition as it is. */
function withoutParentheses(condition: string): string {
  const inner = condition.slice(1, -1);
  let depth = 0;
  let least = 0;
  let conjunction = false;
  const unquoted = inner.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (text) =>
    '_'.repeat(text.length),
  );
  for (const [place, character] of [...unquoted].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    least = Math.min(least, depth);
    conjunction ||= depth === 0 && unquoted.startsWith(' AND ', place);
  }
  return condition.startsWith('(') && least === 0 && conjunction ? inner : condition;
}
