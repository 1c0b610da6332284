import type { Connection } from './types';

/** The kinds of extended statistics that are kept as bytes, and the type of each. */
export const extendedTypes = {
  ndistinct: 'pg_ndistinct',
  dependencies: 'pg_dependencies',
  mcv: 'pg_mcv_list',
} as const;

/**
 * Lets bytes pass for extended statistics: their types have no input, and PostgreSQL 18 has no function that restores
 * them. A cast without a function is a superuser's alone.
 */
export async function allowExtendedBytes(connection: Connection): Promise<void> {
  for (const type of Object.values(extendedTypes))
    await connection.query(`create cast (bytea as ${type}) without function`);
}

/** The same for as long as `work` lasts. */
export async function withExtendedBytes(
  connection: Connection,
  work: () => Promise<unknown>,
): Promise<void> {
  await allowExtendedBytes(connection);
  await work();
  for (const type of Object.values(extendedTypes))
    await connection.query(`drop cast (bytea as ${type})`);
}
