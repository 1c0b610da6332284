import { type AdaptRule, type ServerFacts, skipped } from './types';

/** pg_dump of a later major sets parameters that an earlier one lacks, as `transaction_timeout`. */
export const unknownSettings: AdaptRule = {
  name: 'unknown-settings',
  adapt({ type, tree }, facts) {
    if (type !== 'VariableSetStmt' || typeof tree['name'] !== 'string') return undefined;
    const { name } = tree;
    // Any name with a dot may be set: it belongs to an extension.
    if (!name.includes('.') && !special.includes(name) && !facts.settings.has(name.toLowerCase()))
      return skipped(`skipped SET ${name}: the server does not have this parameter`);
    const value = valueOf(tree['args']);
    const missing = value !== undefined && !hasValue(facts, name, value);
    return missing
      ? skipped(`skipped SET ${name} = ${value}: the server does not have it`)
      : undefined;
  },
};

/** Grammar of its own, or names that pg_settings hides. */
const special = [
  'TRANSACTION',
  'SESSION CHARACTERISTICS',
  'session_authorization',
  'role',
  'is_superuser',
];

function hasValue(facts: ServerFacts, name: string, value: string): boolean {
  if (name === 'default_table_access_method') return facts.accessMethods.has(value);
  return name !== 'default_tablespace' || value === '' || facts.tablespaces.has(value);
}

function valueOf(args: unknown): string | undefined {
  const [first] = Array.isArray(args) ? (args as { A_Const?: { sval?: { sval?: string } } }[]) : [];
  const text = first?.A_Const?.sval;
  return text === undefined ? undefined : (text.sval ?? '');
}
