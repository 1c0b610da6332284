import type { Tree } from './parse';

/**
 * Calls `visit` with the key and the fields of every object of a parse tree, parents first. A key is a node type, as
 * `RangeVar`, or a field in lower case whose node has no type of its own, as `larg` and `intoClause`.
 */
export function walk(tree: unknown, visit: (key: string, node: Tree) => void): void {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if (!isTree(tree)) return;
  for (const [key, value] of Object.entries(tree)) {
    if (isTree(value)) visit(key, value);
    walk(value, visit);
  }
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a tree has a node of one of these types, or a field of such a name with a node in it. */
export function containsNode(tree: unknown, keys: readonly string[]): boolean {
  let found = false;
  walk(tree, (key) => {
    if (keys.includes(key)) found = true;
  });
  return found;
}

/** The texts of the String nodes of a tree: of a list, the parts of a qualified name. */
export function nameParts(tree: unknown): readonly string[] {
  const parts: string[] = [];
  walk(tree, (key, { sval }) => {
    if (key === 'String' && typeof sval === 'string') parts.push(sval);
  });
  return parts;
}
