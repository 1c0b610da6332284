/** The parse trees of libpg-query as plain JSON: every node is an object with one key, its type. */
export interface TreeNode {
  readonly [key: string]: unknown;
}

/**
 * Calls `visit` with the key and the fields of every object of the tree, parents first. A key is a node type in
 * CamelCase, or a field in lower case that holds a node bare, as `larg` and `intoClause` do.
 */
export function walk(tree: unknown, visit: (key: string, fields: TreeNode) => void): void {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if (!isNode(tree)) return;
  for (const [key, value] of Object.entries(tree)) {
    if (isNode(value)) visit(key, value);
    walk(value, visit);
  }
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of a list of String nodes: the parts of a qualified name. */
export function nameParts(list: unknown): readonly string[] {
  const parts: string[] = [];
  walk(list, (type, fields) => {
    if (type === 'String' && typeof fields['sval'] === 'string') parts.push(fields['sval']);
  });
  return parts;
}
