import type { Connection } from '../postgres/types';

/** Undoes what the statements of a file set in their session: a dump empties the search path. */
export async function resetSession(connection: Connection): Promise<void> {
  await connection.query('reset session authorization; reset role; reset all');
}
