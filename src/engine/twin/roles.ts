import { ofUsers } from '../../postgres/catalog/fragments';
import { quoteIdent } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';
import type { Manifest } from '../../pull/types';
import { readStatements } from '../../schema/read-statements';
import { walk } from '../../sql/walk';

/**
 * Creates the roles that policies name, and the one that plans, under which no function of the schema is a superuser's.
 * Roles outlive databases: those of an earlier twin on the same server are taken over.
 *
 * @returns name of the role that plans
 */
export async function createRoles(
  connection: Connection,
  { role }: Pick<Manifest, 'role'>,
  schema: string,
): Promise<string> {
  const planning = /^(postgres|pg_.*)$/.test(role.name) ? 'plancliff_twin' : role.name;
  for (const name of new Set([planning, ...(await rolesIn(schema))])) {
    const { rows } = await connection.query('select from pg_catalog.pg_roles where rolname = $1', [
      name,
    ]);
    if (rows.length === 0) await connection.query(`create role ${quoteIdent(name)}`);
  }
  // Policies do not apply while the end rows are inserted.
  await connection.query(`alter role ${quoteIdent(planning)} nosuperuser bypassrls`);
  return planning;
}

/** From now on policies apply to the role as on the server. */
export async function applyPolicies(
  connection: Connection,
  planning: string,
  { role }: Pick<Manifest, 'role'>,
): Promise<void> {
  if (!role.bypassesPolicies)
    await connection.query(`alter role ${quoteIdent(planning)} nobypassrls`);
}

/** Lets the role read and write everything: EXPLAIN asks for the rights that the statement would. */
export async function grantAll(
  connection: Connection,
  role: string,
  { role: { owns } }: Pick<Manifest, 'role'>,
): Promise<void> {
  const { rows } = await connection.query<{ schema: string }>(
    `select n.nspname::text as schema from pg_catalog.pg_namespace n where ${ofUsers('n')}`,
  );
  const to = `to ${quoteIdent(role)}`;
  const grants = rows.flatMap(({ schema }) => {
    const name = quoteIdent(schema);
    return [
      `grant all on schema ${name} ${to}`,
      `grant all on all tables in schema ${name} ${to}`,
      `grant all on all sequences in schema ${name} ${to}`,
      `grant execute on all routines in schema ${name} ${to}`,
    ];
  });
  const owned = owns.map((table) => `alter table ${table} owner ${to}`);
  await connection.query([...grants, ...owned].join(';\n'));
}

/** Role names that policies have. */
async function rolesIn(schema: string): Promise<readonly string[]> {
  if (!/create\s+policy/i.test(schema)) return [];
  const names = new Set<string>();
  for (const { type, tree } of (await readStatements(schema)).statements) {
    if (type !== 'CreatePolicyStmt') continue;
    walk(tree['roles'], (key, { rolename }) => {
      if (key === 'RoleSpec' && typeof rolename === 'string') names.add(rolename);
    });
  }
  return [...names];
}
