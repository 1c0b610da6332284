import { movesPlans, planSettings } from '../../plan/settings';
import type { Connection } from '../../postgres/types';

/** What a session has without any configuration, where that is not the `boot_val` of pg_settings. */
const usual: Readonly<Record<string, readonly string[]>> = {
  search_path: ['"$user", public'],
  // A scenario is planned in UTC, under whatever name.
  TimeZone: ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Universal', 'Zulu'],
};

/**
 * Planner settings of a session that do not have PostgreSQL's own values, as `show` prints them, in name order.
 *
 * @param searchPath as it was when the session began
 */
export async function readChangedSettings(
  connection: Connection,
  searchPath: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await connection.query<{ name: string; value: string; changed: boolean }>(
    `select name, pg_catalog.current_setting(name) as value, setting is distinct from boot_val as changed
     from pg_catalog.pg_settings where ${movesPlans} order by name collate "C"`,
    [[...planSettings]],
  );
  const read = rows.map((row) =>
    row.name === 'search_path' ? { ...row, value: searchPath } : row,
  );
  return Object.fromEntries(
    read
      .filter(({ name, value, changed }) =>
        name in usual ? usual[name]?.includes(value) === false : changed,
      )
      .map(({ name, value }) => [name, value]),
  );
}
