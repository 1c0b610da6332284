import { PlancliffError } from '../errors';
import { didYouMean } from '../text/nearest';
import type { Connection } from '../postgres/types';
import type { Scenario } from '../scenario/types';

/**
 * Refuses a role of a case that the server does not have once the schema is there: no statement could be planned under it.
 *
 * @throws PlancliffError `scenario` with the case and the nearest role
 */
export async function checkRoles(
  connection: Pick<Connection, 'query'>,
  { file, queries }: Pick<Scenario, 'file' | 'queries'>,
): Promise<void> {
  const cases = queries.flatMap((query) => query.cases);
  if (!cases.some(({ session }) => session?.role !== undefined)) return;
  const { rows } = await connection.query<{ name: string }>(
    "select rolname as name from pg_catalog.pg_roles where rolname !~ '^pg_' order by rolname",
  );
  // `none` is the session's own role, a superuser.
  const known = new Set(['none', ...rows.map(({ name }) => name)]);
  for (const { id, session } of cases) {
    const role = session?.role;
    if (role === undefined || known.has(role)) continue;
    throw new PlancliffError('scenario', {
      message: `${file}: ${id}: the server has no role '${role}'`,
      reason: 'the schema does not create it, and no statement of the schema names it',
      hint: `${didYouMean(role, [...known])} Create it in the schema and grant it the tables: create role ${role}; grant select on … to ${role}.`,
    });
  }
}
