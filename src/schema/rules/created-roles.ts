import { quoteIdent } from '../../postgres/quote';
import { type AdaptRule, skipped } from './types';

/** Roles are the server's: the schema is loaded into several databases of it, at once, and a role once. */
export const createdRoles: AdaptRule = {
  name: 'created-roles',
  adapt({ type, sql, tree }, { roles, mayCreateRoles }) {
    if (type === 'DropRoleStmt') return skipped('skipped DROP ROLE');
    if (type !== 'CreateRoleStmt') return undefined;
    const name = String(tree['role']);
    if (roles.has(name)) return skipped();
    if (!mayCreateRoles)
      return skipped(`skipped CREATE ROLE ${quoteIdent(name)}: roles belong to the whole server`);
    return { run: [unlessCreated(sql)] };
  },
};

/** Another session may create the same role at this moment. */
export function unlessCreated(sql: string): string {
  return `do $plancliff_role$ begin ${sql}; exception when duplicate_object or unique_violation then null; end $plancliff_role$`;
}
