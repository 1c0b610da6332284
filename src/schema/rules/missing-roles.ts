import { quoteIdent } from '../../postgres/quote';
import type { Tree } from '../../sql/parse';
import { unlessCreated } from './created-roles';
import { settingTexts } from './setting-texts';
import { type AdaptRule, skipped } from './types';

/** Owners, grantees and policies name roles that a dump of one database does not create. */
export const missingRoles: AdaptRule = {
  name: 'missing-roles',
  adapt({ type, sql, tree }, { roles, mayCreateRoles }) {
    const missing = [...namedRoles(type, tree)].filter((name) => !roles.has(name)).sort();
    if (missing.length === 0) return undefined;
    const names = missing.map(quoteIdent).join(', ');
    if (!mayCreateRoles)
      return skipped(`skipped statements about roles that the server does not have: ${names}`);
    return {
      run: [...missing.map((name) => unlessCreated(`create role ${quoteIdent(name)}`)), sql],
      note: `created roles that the schema names and does not create: ${names}`,
    };
  },
};

/** Every role that a statement refers to by name. */
function namedRoles(type: string | undefined, tree: Tree): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const { roletype, rolename, priv_name } = value as Readonly<Record<string, unknown>>;
    if (roletype === 'ROLESPEC_CSTRING' && typeof rolename === 'string') names.add(rolename);
    // The granted roles of `grant a to b` are written as privileges are.
    if (type === 'GrantRoleStmt' && typeof priv_name === 'string') names.add(priv_name);
    Object.values(value).forEach(visit);
  };
  visit(tree);
  if (
    type === 'VariableSetStmt' &&
    ['role', 'session_authorization'].includes(String(tree['name']))
  ) {
    const [role = ''] = settingTexts(tree);
    if (role !== '' && role !== 'none') names.add(role);
  }
  return names;
}
