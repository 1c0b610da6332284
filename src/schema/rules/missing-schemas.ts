import { quoteIdent } from '../../postgres/quote';
import type { Tree } from '../../sql/parse';
import { type AdaptRule } from './types';

/**
 * Objects are created in a schema that no file creates: its owner did so by hand, or a program did. One that the file
 * itself creates later is left to it, with what it says of the schema.
 */
export const missingSchemas: AdaptRule = {
  name: 'missing-schemas',
  adapt({ type, sql, tree }, { schemas, createdSchemas }) {
    const missing = [...new Set(schemasOf(type, tree))].filter(
      (name) => !schemas.has(name) && !createdSchemas.has(name) && !isSpecial(name),
    );
    if (missing.length === 0) return undefined;
    const names = missing.map(quoteIdent);
    return {
      run: [...names.map((name) => `create schema ${name}`), sql],
      note: `created schemas that no file creates: ${names.join(', ')}`,
    };
  },
};

/** Names of the server's own, which it makes itself, and names without a schema behind them. */
const isSpecial = (name: string): boolean => name === '' || name === '$user' || /^pg_/.test(name);

/** The schemas that a statement creates something in, or makes the session's. */
function schemasOf(type: string | undefined, tree: Tree): readonly string[] {
  switch (type) {
    case 'CreateStmt':
    case 'CreateSeqStmt':
      return ofRelation(tree['relation'] ?? tree['sequence']);
    case 'CreateForeignTableStmt':
      return ofRelation((tree['base'] as Tree | undefined)?.['relation']);
    case 'ViewStmt':
      return ofRelation(tree['view']);
    case 'CreateTableAsStmt':
      return ofRelation((tree['into'] as Tree | undefined)?.['rel']);
    case 'CompositeTypeStmt':
      return ofRelation(tree['typevar']);
    case 'CreateEnumStmt':
    case 'CreateRangeStmt':
      return ofNames(tree['typeName']);
    case 'CreateDomainStmt':
      return ofNames(tree['domainname']);
    case 'CreateFunctionStmt':
      return ofNames(tree['funcname']);
    case 'DefineStmt':
      return ofNames(tree['defnames']);
    case 'AlterObjectSchemaStmt':
      return texts([tree['newschema']]);
    case 'CreateExtensionStmt':
      return ((tree['options'] ?? []) as { DefElem?: Tree }[]).flatMap(({ DefElem }) =>
        DefElem?.['defname'] === 'schema' ? texts([stringOf(DefElem['arg'])]) : [],
      );
    case 'VariableSetStmt':
      return tree['name'] === 'search_path' ? searchPath(tree['args']) : [];
    default:
      return [];
  }
}

const texts = (values: readonly unknown[]): readonly string[] =>
  values.filter((value) => typeof value === 'string');

const stringOf = (node: unknown): unknown =>
  (node as { String?: { sval?: unknown } } | undefined)?.String?.sval;

const ofRelation = (relation: unknown): readonly string[] =>
  texts([(relation as Tree | undefined)?.['schemaname']]);

/** `schema.name`; a name alone, or one with a database, says nothing here. */
const ofNames = (names: unknown): readonly string[] =>
  Array.isArray(names) && names.length === 2 ? texts([stringOf(names[0])]) : [];

/** `set search_path = a, b`: of a constant or a list of them. One text with a comma in it is one name to the server. */
const searchPath = (args: unknown): readonly string[] =>
  ((args ?? []) as { A_Const?: { sval?: { sval?: string } } }[]).flatMap(({ A_Const }) =>
    texts([A_Const?.sval?.sval]),
  );

/** The schemas that statements create themselves. */
export function createdSchemasOf(
  statements: readonly { readonly type: string | undefined; readonly tree: Tree }[],
): ReadonlySet<string> {
  return new Set(
    statements.flatMap(({ type, tree }) =>
      type === 'CreateSchemaStmt' ? texts([tree['schemaname']]) : [],
    ),
  );
}
