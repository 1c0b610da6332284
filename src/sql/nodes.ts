import type { Tree } from './parse';
import { isTree } from './walk';

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];

/** The fields of a node of this type; undefined for any other node. */
export function nodeOf(value: unknown, type: string): Tree | undefined {
  if (!isTree(value)) return undefined;
  const inner = value[type];
  return isTree(inner) ? inner : undefined;
}

/** `t.a` or `a`; undefined for anything else, `t.*` among it. */
export interface ColumnName {
  readonly qualifier?: string;
  readonly name: string;
}

export function columnOf(value: unknown): ColumnName | undefined {
  const fields = listOf(nodeOf(value, 'ColumnRef')?.['fields']).map(stringOf);
  const name = fields.at(-1);
  if (name === undefined || fields.includes(undefined)) return undefined;
  const qualifier = fields.at(-2);
  return qualifier === undefined ? { name } : { qualifier, name };
}

export function stringOf(value: unknown): string | undefined {
  const text = nodeOf(value, 'String')?.['sval'];
  return typeof text === 'string' ? text : undefined;
}

/** The arguments of AND, OR or NOT. */
export function argumentsOf(
  value: unknown,
  operator: 'AND_EXPR' | 'OR_EXPR' | 'NOT_EXPR',
): readonly unknown[] | undefined {
  const node = nodeOf(value, 'BoolExpr');
  return node?.['boolop'] === operator ? listOf(node['args']) : undefined;
}

/** A plain binary operator, such as `a < b`. */
export interface Operation {
  readonly operator: string;
  readonly left: unknown;
  readonly right: unknown;
  /** Of the operator, in bytes. */
  readonly location: number;
}

export function operationOf(value: unknown): Operation | undefined {
  const node = nodeOf(value, 'A_Expr');
  const operator = stringOf(listOf(node?.['name']).at(-1));
  if (node?.['kind'] !== 'AEXPR_OP' || operator === undefined) return undefined;
  const { lexpr: left, rexpr: right, location } = node;
  if (left === undefined || right === undefined || typeof location !== 'number') return undefined;
  return { operator, left, right, location };
}

/** First and last `location` in a tree, in bytes; undefined where it has none. */
export function locationsOf(
  tree: unknown,
): { readonly first: number; readonly last: number } | undefined {
  const found: number[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    if (!isTree(value)) return;
    const { location } = value;
    if (typeof location === 'number' && location >= 0) found.push(location);
    Object.values(value).forEach(collect);
  };
  collect(tree);
  return found.length === 0 ? undefined : { first: Math.min(...found), last: Math.max(...found) };
}

/** Whether two trees are of the same text but for white space, comments and case. */
export function sameTree(a: unknown, b: unknown): boolean {
  const bare = (tree: unknown): string =>
    JSON.stringify(tree, (key, value: unknown) => (isPosition(key) ? undefined : value));
  return bare(a) === bare(b);
}

/** Whether a field of a node says where in the text it stands: `location`, `list_start`, `rexpr_list_end`. */
export const isPosition = (field: string): boolean => /(^location|_(start|end))$/.test(field);
