import { settingTexts } from './setting-texts';
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
    const missing = settingTexts(tree).find((value) => !hasValue(facts, name, value));
    return missing === undefined
      ? undefined
      : skipped(`skipped SET ${name} = ${missing}: the server does not have it`);
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
  if (!['default_tablespace', 'temp_tablespaces'].includes(name)) return true;
  return value === '' || facts.tablespaces.has(value);
}
