import { columnTypes } from '../../findings/missing-index/index-advice';
import { commutators, comparisonOf } from '../../findings/comparisons/predicates';
import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf, operationOf, stringOf } from '../../sql/nodes';
import {
  replaced,
  textOf,
  tokensIn,
  trimmed,
  withoutParentheses,
  type QueryText,
} from '../../sql/query-text';
import { operandTexts } from '../query/operand-texts';
import { selectOf, type Term } from '../query/select';
import { columnOfTable } from '../relation';
import type { Situation, Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * A cast that hides a column from its index, moved to the value: `created_at::date = $1` becomes a range,
 * `id = $1::numeric` becomes `id = ($1::numeric)::bigint`, `id::text = $1` becomes `id = ($1)::bigint`.
 *
 * Where the value is not of the column's type (7.5 for an integer) the rows may be others, hence the proviso.
 */
export const castTheValue: Suggest = (situation) => {
  const { query } = situation;
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select === undefined) return [];
  const casts = select.terms.flatMap((term) => {
    const moved = movedCast(query, term, situation);
    return moved === undefined ? [] : [{ ...moved, span: term.span }];
  });
  const [first] = casts;
  if (first === undefined) return [];
  const sql = replaced(query.sql, casts);
  const rest = first.proviso === undefined ? {} : { proviso: first.proviso };
  return [rewriteSuggestion('cast-the-value', sql, first.reason, rest)];
};

interface MovedCast {
  readonly by: string;
  readonly reason: string;
  readonly proviso?: string;
}

function movedCast(query: QueryText, term: Term, situation: Situation): MovedCast | undefined {
  const between = betweenOf(query, term);
  if (between !== undefined) return movedBetween(between, situation);
  const list = listedValues(query, term);
  if (list !== undefined) return movedList(list, situation);
  const operation = operationOf(term.tree);
  if (operation === undefined || !(operation.operator in commutators)) return undefined;
  const { left, right } = operandTexts(query, term.span, operation);
  const onLeft = columnIn(operation.left) !== undefined;
  const [side, value] = onLeft ? [operation.left, right] : [operation.right, left];
  const operator = onLeft ? operation.operator : (commutators[operation.operator] ?? '');
  return moved({ side, operator, value }, situation);
}

interface Compared {
  /** With the column. */
  readonly side: unknown;
  readonly operator: string;
  readonly value: string;
}

function moved({ side, operator, value }: Compared, situation: Situation): MovedCast | undefined {
  const found = columnIn(side);
  if (found === undefined) return undefined;
  const { text: column, name, cast } = found;
  const type = hiddenType(name, situation);
  if (type === undefined) return undefined;
  const reason = `the cast hides ${name} from an index on it`;
  if (cast === 'date' && type.startsWith('timestamp')) {
    const day = `(${value})::date`;
    const range: Readonly<Record<string, string>> = {
      '=': `(${column} >= ${day} and ${column} < ${day} + 1)`,
      '<': `${column} < ${day}`,
      '<=': `${column} < ${day} + 1`,
      '>': `${column} >= ${day} + 1`,
      '>=': `${column} >= ${day}`,
    };
    return { by: range[operator] ?? '', reason };
  }
  const proviso = `as long as the value is a valid ${type}`;
  return { by: `${column} ${operator} (${value})::${type}`, reason, proviso };
}

function movedBetween({ side, low, high }: Between, situation: Situation): MovedCast | undefined {
  const from = moved({ side, operator: '>=', value: low }, situation);
  const to = moved({ side, operator: '<=', value: high }, situation);
  if (from === undefined || to === undefined) return undefined;
  return { ...from, by: `(${from.by} and ${to.by})` };
}

/** `id::text = any ($1)` and `id::text in ('7', '8')`. */
function movedList({ side, array }: ListedValues, situation: Situation): MovedCast | undefined {
  const found = columnIn(side);
  const type = found?.cast === undefined ? undefined : hiddenType(found.name, situation);
  if (found === undefined || type === undefined || found.cast === 'date') return undefined;
  return {
    by: `${found.text} = any ((${array})::${type}[])`,
    reason: `the cast hides ${found.name} from an index on it`,
    proviso: `as long as every value is a valid ${type}`,
  };
}

interface ListedValues {
  readonly side: unknown;
  /** The values, as an array in SQL. */
  readonly array: string;
}

function listedValues(query: QueryText, { span, tree }: Term): ListedValues | undefined {
  const node = nodeOf(tree, 'A_Expr');
  const kind = node?.['kind'];
  const equals = stringOf(listOf(node?.['name']).at(-1)) === '=';
  if (!equals || (kind !== 'AEXPR_OP_ANY' && kind !== 'AEXPR_IN')) return undefined;
  const tokens = tokensIn(query, withoutParentheses(query, span));
  const at = tokens.findIndex(({ word }) => word === 'ANY' || word === 'IN' || word === 'SOME');
  const [open, close] = [tokens[at + 1], tokens.at(-1)];
  if (at < 0 || open?.word !== '(' || close?.word !== ')') return undefined;
  const inside = textOf(query, { start: open.end, end: close.start }).trim();
  return { side: node?.['lexpr'], array: kind === 'AEXPR_IN' ? `array[${inside}]` : inside };
}

interface Between {
  readonly side: unknown;
  readonly low: string;
  readonly high: string;
}

function betweenOf(query: QueryText, { span, tree }: Term): Between | undefined {
  const node = nodeOf(tree, 'A_Expr');
  if (node?.['kind'] !== 'AEXPR_BETWEEN' || typeof node['location'] !== 'number') return undefined;
  const inner = withoutParentheses(query, span);
  const at = query.placeOf(node['location']);
  const tokens = query.tokens.filter(({ start, end }) => start >= at && end <= inner.end);
  const depth = tokens[0]?.depth ?? 0;
  const and = tokens.find((token) => token.word === 'AND' && token.depth === depth);
  if (and === undefined || tokens[0]?.word !== 'BETWEEN') return undefined;
  const part = (start: number, end: number): string =>
    textOf(query, trimmed(query, { start, end }));
  return {
    side: node['lexpr'],
    low: part(tokens[0].end, and.start),
    high: part(and.end, inner.end),
  };
}

/** A column, bare or under one cast. */
function columnIn(
  side: unknown,
): { readonly text: string; readonly name: string; readonly cast?: string } | undefined {
  const cast = nodeOf(side, 'TypeCast');
  const column = columnOf(cast === undefined ? side : cast['arg']);
  if (column === undefined) return undefined;
  const quoted = [column.qualifier, column.name].filter((part) => part !== undefined);
  const text = quoted.map(quoteIdent).join('.');
  if (cast === undefined) return { text, name: column.name };
  const names = cast['typeName'] as { readonly names?: unknown } | undefined;
  return { text, name: column.name, cast: stringOf(listOf(names?.names).at(-1)) ?? '' };
}

/** Type of a column, without its length, where some condition of the plan has the column under a cast. */
function hiddenType(name: string, { accesses, catalog }: Situation): string | undefined {
  for (const access of accesses) {
    const types = columnTypes(access, catalog);
    const hidden = [...access.filters, ...access.conditions].some((filter) => {
      const comparison = comparisonOf(filter, types);
      return (
        comparison?.bare === false && filter.columns[0] === name && /::/.test(comparison.operand)
      );
    });
    const type = columnOfTable(access, name, catalog)?.type;
    if (hidden && type !== undefined) return type.replace(/\(.*?\)/, '');
  }
  return undefined;
}
