import type { ComparedValue } from '../../sql/compared-values';
import { listOf, nodeOf } from '../../sql/nodes';
import { isTree, walk } from '../../sql/walk';
import type { Tree } from '../../sql/parse';

/** A constant of a statement. */
export interface Constant {
  /** Of its first token, in bytes. */
  readonly location: number;
  readonly text: string;
  readonly isString: boolean;
  /** Whether it is an item of an array constructor, and so no array itself. */
  readonly isItem: boolean;
}

/** The constants that a compared value is made of: itself, under casts, or the items of an array. */
export function constantsIn(value: unknown, isItem = false): readonly Constant[] {
  const cast = nodeOf(value, 'TypeCast');
  if (cast !== undefined) return constantsIn(cast['arg'], isItem);
  const array = nodeOf(value, 'A_ArrayExpr');
  if (array !== undefined) return listOf(array['elements']).flatMap((each) => constantsIn(each, true)); // prettier-ignore
  const node = nodeOf(value, 'A_Const');
  return node === undefined ? [] : constantOf(node, isItem);
}

/** Every string of a statement. */
export function stringsIn(root: Tree): readonly Constant[] {
  const found: Constant[] = [];
  walk({ root }, (type, node) => {
    if (type === 'A_Const') found.push(...constantOf(node, false));
  });
  return found.filter(({ isString }) => isString);
}

function constantOf(node: Tree, isItem: boolean): readonly Constant[] {
  const location = typeof node['location'] === 'number' ? node['location'] : 0;
  const { sval, ival, fval } = node;
  if (isTree(sval)) return [{ location, isString: true, isItem, text: textOf(sval['sval']) }];
  if (isTree(fval)) return [{ location, isString: false, isItem, text: textOf(fval['fval']) }];
  // The number 0 is left out of the tree.
  if (isTree(ival)) return [{ location, isString: false, isItem, text: textOf(ival['ival'] ?? 0) }];
  return [];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Whether a comparison is by a pattern of LIKE. */
export const isPattern = ({ operator }: Pick<ComparedValue, 'operator'>): boolean =>
  /^!?~~\*?$/.test(operator);

/** The text that everything begins with that a pattern of LIKE matches, and the rest of the pattern. */
export function beginningOf(pattern: string): {
  readonly beginning: string;
  readonly rest: string;
} {
  const [raw = ''] = /^(?:\\[^]|[^%_\\])*/.exec(pattern) ?? [];
  return { beginning: raw.replace(/\\([^])/g, '$1'), rest: pattern.slice(raw.length) };
}
