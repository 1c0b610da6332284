import { quoteIdent } from '../../postgres/quote';
import { createdObject } from '../created-object';
import type { FileStatement } from '../read-statements';
import { settingTexts } from './setting-texts';
import type { AdaptRule } from './types';

/**
 * Creates schemas that statements use and no file creates: on the original server, a person or a program created them. A
 * schema that a later statement creates is left to that statement, which may name its owner.
 */
export const missingSchemas: AdaptRule = {
  name: 'missing-schemas',
  adapt(statement, { schemas, createdSchemas }) {
    const missing = [...new Set(schemasOf(statement))].filter(
      (name) => !schemas.has(name) && !createdSchemas.has(name) && !isSpecial(name),
    );
    if (missing.length === 0) return undefined;
    const names = missing.map(quoteIdent);
    return {
      run: [...names.map((name) => `create schema ${name}`), statement.sql],
      note: `created schemas that no file creates: ${names.join(', ')}`,
    };
  },
};

/** Names of the server's own schemas, and names that stand for no schema. */
const isSpecial = (name: string): boolean => name === '' || name === '$user' || /^pg_/.test(name);

/** The schemas that a statement creates or moves something into, or puts on the search path. */
function schemasOf(statement: FileStatement): readonly string[] {
  const { type, tree } = statement;
  if (type === 'VariableSetStmt') {
    // A text with a comma in it is one name to the server.
    return tree['name'] === 'search_path' ? settingTexts(tree) : [];
  }
  const schema =
    type === 'AlterObjectSchemaStmt' ? tree['newschema'] : createdObject(statement)?.schema;
  return typeof schema === 'string' ? [schema] : [];
}
