import type { Connection } from '../../postgres/types';

/** What moves a plan besides the group `Query Tuning` of pg_settings. */
const more = [
  'work_mem',
  'hash_mem_multiplier',
  'max_parallel_workers',
  'max_parallel_workers_per_gather',
  'parallel_leader_participation',
  'search_path',
  'TimeZone',
  'default_text_search_config',
  'row_security',
] as const;

/**
 * Planner settings of a session whose own transaction has changed none of them but the search path, which it is told.
 *
 * @param searchPath as it was when the session began
 */
export async function readSettings(
  connection: Connection,
  searchPath: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await connection.query<{ name: string; value: string }>(
    `select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
     where context = 'user' and (category like 'Query Tuning%' or name = any($1)) order by name collate "C"`,
    [more],
  );
  return Object.fromEntries(
    rows.map(({ name, value }) => [name, name === 'search_path' ? searchPath : value]),
  );
}
