import { movesPlans, planSettings } from '../../plan/settings';
import type { Connection } from '../../postgres/types';

/** A pull reads these too: in that database they decide what a text search and a policy mean. */
const more = ['default_text_search_config', 'row_security'] as const;

/**
 * Planner settings of a session whose own transaction has changed none of them but the search path.
 *
 * @param searchPath as it was when the session began
 */
export async function readSettings(
  connection: Connection,
  searchPath: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await connection.query<{ name: string; value: string }>(
    `select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
     where ${movesPlans} order by name collate "C"`,
    [[...planSettings, ...more]],
  );
  return Object.fromEntries(
    rows.map(({ name, value }) => [name, name === 'search_path' ? searchPath : value]),
  );
}
