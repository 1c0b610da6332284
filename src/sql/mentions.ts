import { isTree, nameParts, walk } from './walk';

/** What a statement names. Names only: which object one means is decided by the server's search_path. */
export interface Mentions {
  readonly functions: ReadonlySet<string>;
  readonly operators: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly relations: ReadonlySet<string>;
}

/** The functions, operators, cast types and relations that a parse tree names. */
export function mentionsOf(tree: unknown): Mentions {
  const functions = new Set<string>();
  const operators = new Set<string>();
  const types = new Set<string>();
  const relations = new Set<string>();
  const last = (list: unknown): string => nameParts(list).at(-1) ?? '';
  walk(tree, (key, fields) => {
    if (key === 'FuncCall') functions.add(last(fields['funcname']));
    // `(row).name` calls a function of that name where the row has no such field.
    if (key === 'A_Indirection') nameParts(fields['indirection']).forEach((n) => functions.add(n));
    if (key === 'A_Expr') operators.add(last(fields['name']));
    if (key === 'SubLink') operators.add(last(fields['operName']));
    if (key === 'SortBy') operators.add(last(fields['useOp']));
    if (key === 'TypeCast' && isTree(fields['typeName'])) {
      types.add(last(fields['typeName']['names']));
    }
    if (key === 'RangeVar' && typeof fields['relname'] === 'string') {
      relations.add(fields['relname']);
    }
  });
  for (const set of [functions, operators, types]) set.delete('');
  return { functions, operators, types, relations };
}
