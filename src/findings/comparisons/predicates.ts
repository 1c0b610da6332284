import {
  depthChange,
  isSymbol,
  isWord,
  tokenize,
  withoutOuterParentheses,
  type Token,
} from '../../sql/tokens';
import type { Predicate } from '../../plan/types';
import { isRelabel } from './relabel';

/** A comparison of one column with a value, read with the column on the left. */
export interface Comparison {
  /** `7 < id` reads as `id > 7`. */
  readonly operator: string;
  /** The side that names the column, as EXPLAIN prints it, without the parentheses around it. */
  readonly operand: string;
  /** Whether that side is the column itself, so that an index on the column can serve. */
  readonly bare: boolean;
}

/** Type of a column by its `pg_type.typname`, e.g. `int4`; undefined where it is not known. */
export type ColumnTypes = (column: string) => string | undefined;

const unknownTypes: ColumnTypes = () => undefined;

/** The operators of a b-tree, each with its commutator (pg_operator.dat, oprcom). */
export const commutators: Readonly<Record<string, string>> = {
  '=': '=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** The executor calls these for each row, so that no index can look their result up (indxpath.c, match_opclause_to_indexcol). */
const volatileFunctions = new Set([
  'random',
  'clock_timestamp',
  'timeofday',
  'nextval',
  'gen_random_uuid',
]);

/**
 * Reads `(o.status = 'x'::text)` and `('x'::text = o.status)` alike. Undefined for anything but one b-tree
 * comparison of one column with a value that stays the same during the scan.
 *
 * @param types tells a cast that keeps the value, such as `varchar` to `text`, from one that hides the column
 */
export function comparisonOf(
  predicate: Predicate,
  types: ColumnTypes = unknownTypes,
): Comparison | undefined {
  const [column] = predicate.columns;
  if (column === undefined || predicate.columns.length !== 1) return undefined;
  const tokens = stripped(tokenize(predicate.text));
  const at = onlyOperator(tokens);
  const operator = tokens[at]?.text ?? '';
  const commutator = commutators[operator];
  if (commutator === undefined) return undefined;
  const [left, right] = [stripped(tokens.slice(0, at)), stripped(tokens.slice(at + 1))];
  const onLeft = names(left, column);
  // `o.id = c.id` compares two columns of one name: either side may be the one that is meant.
  if (onLeft && names(right, column) && ownerOf(left) === ownerOf(right)) return undefined;
  const [own, other] = onLeft ? [left, right] : [right, left];
  if (isWord(own[0], 'ANY') || isWord(own[0], 'ALL') || isWord(other[0], 'ALL')) return undefined;
  if (changesByRow(other)) return undefined;
  return {
    operator: onLeft ? operator : commutator,
    operand: textOf(predicate.text, own),
    bare: isBare(own, column, types),
  };
}

/** Whether a predicate holds the bare column equal to something. */
export function isEquality(predicate: Predicate, types?: ColumnTypes): boolean {
  const comparison = comparisonOf(predicate, types);
  return comparison !== undefined && comparison.operator === '=' && comparison.bare;
}

/** Whether a predicate bounds the bare column on one side. */
export function isRange(predicate: Predicate, types?: ColumnTypes): boolean {
  const comparison = comparisonOf(predicate, types);
  return comparison !== undefined && comparison.operator !== '=' && comparison.bare;
}

/** The test of one column that a partial index can have as its condition: for null, or for a boolean. */
export function testOf(
  predicate: Predicate,
): 'is null' | 'is not null' | 'true' | 'not' | undefined {
  const [column] = predicate.columns;
  if (column === undefined || predicate.columns.length !== 1) return undefined;
  const tokens = stripped(tokenize(predicate.text));
  const negated = isWord(tokens[0], 'NOT');
  const is = tokens.findIndex((token) => isWord(token, 'IS'));
  const tested = stripped(tokens.slice(negated ? 1 : 0, is < 0 ? undefined : is));
  if (!isColumn(tested, column)) return undefined;
  if (is < 0) return negated ? 'not' : 'true';
  const test = tokens.slice(is + 1).map(({ text }) => text);
  if (negated || test.at(-1) !== 'NULL' || test.length > 2) return undefined;
  return test[0] === 'NOT' ? 'is not null' : 'is null';
}

/** Place of the only operator outside all parentheses; -1 where there are several, or words such as OR and IS. */
function onlyOperator(tokens: readonly Token[]): number {
  let depth = 0;
  const places: number[] = [];
  for (const [i, token] of tokens.entries()) {
    depth += depthChange(token);
    if (depth > 0) continue;
    if (isWord(token, 'OR') || isWord(token, 'AND') || isWord(token, 'IS')) return -1;
    if (isWord(token, 'NOT') || isWord(token, 'OPERATOR')) return -1;
    if (token.kind === 'symbol' && /^[-+*/<>=~!@#%^&|`?]+$/.test(token.text)) places.push(i);
  }
  return places.length === 1 ? (places[0] ?? -1) : -1;
}

function stripped(tokens: readonly Token[]): readonly Token[] {
  const inner = withoutOuterParentheses(tokens);
  return inner.length === tokens.length ? tokens : stripped(inner);
}

function names(tokens: readonly Token[], column: string): boolean {
  return tokens.some(
    (token, i) =>
      token.kind === 'name' &&
      token.text === column &&
      !isSymbol(tokens[i - 1], '::') &&
      !isSymbol(tokens[i + 1], '(') &&
      !isSymbol(tokens[i + 1], '.'),
  );
}

/** The alias that stands before the first dot; empty where there is none. */
function ownerOf(tokens: readonly Token[]): string {
  return tokens[tokens.findIndex((token) => isSymbol(token, '.')) - 1]?.text ?? '';
}

/** A correlated subquery or a volatile function has another value at each row. */
function changesByRow(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, i) =>
      isWord(token, 'SubPlan') ||
      (token.kind === 'name' && volatileFunctions.has(token.text) && isSymbol(tokens[i + 1], '(')),
  );
}

function isBare(tokens: readonly Token[], column: string, types: ColumnTypes): boolean {
  if (isColumn(tokens, column)) return true;
  const cast = tokens.findIndex((token) => isSymbol(token, '::'));
  if (cast < 0 || !isColumn(stripped(tokens.slice(0, cast)), column)) return false;
  const type = tokens.slice(cast + 1).map(({ text }) => text);
  return isRelabel(types(column), type.join(' '));
}

/** `id` or `o.id`. */
function isColumn(tokens: readonly Token[], column: string): boolean {
  const last = tokens.at(-1);
  if (last?.kind !== 'name' || last.text !== column) return false;
  if (tokens.length === 1) return true;
  return tokens.length === 3 && tokens[0]?.kind === 'name' && isSymbol(tokens[1], '.');
}

function textOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
