import type { Connection } from '../postgres/types';

type Settings = { readonly [name: string]: string };

/** Settings of a session that move a plan besides the group `Query Tuning` of pg_settings. */
export const planSettings = [
  'work_mem',
  'hash_mem_multiplier',
  'max_parallel_workers',
  'max_parallel_workers_per_gather',
  'parallel_leader_participation',
  'search_path',
  'TimeZone',
] as const;

/** SQL that is true of a row of pg_settings in that group, or among the names of the parameter $1. */
export const movesPlans = `context = 'user' and (category like 'Query Tuning%' or name = any ($1))`;

/** Always so, whatever the scenario or the server says: they change no plan but for its text. */
const always: Settings = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  jit: 'off',
  // The parser that guards the border reads quotes in the standard way: the server has to agree with it.
  standard_conforming_strings: 'on',
};

/**
 * Sets every planner setting of a session, the major's stock value where none is given, so that nothing outside the
 * scenario moves a plan. The stock value is `boot_val` of pg_settings: what a server has when no configuration says
 * otherwise.
 *
 * @returns the settings whose value is not the stock one, as `show` prints them, in name order
 * @throws the server's error for a setting that is unknown or has no such value
 */
export async function pinSettings(connection: Connection, settings: Settings): Promise<Settings> {
  const { rows } = await connection.query<{ name: string; boot_val: string | null }>(
    `select name, boot_val from pg_catalog.pg_settings where ${movesPlans}`,
    [[...planSettings, ...Object.keys(always)]],
  );
  const stock = new Map(rows.map(({ name, boot_val }) => [name, boot_val ?? '']));
  // Two stock values of ours: temporary tables hide none of the scenario's, and days are those of UTC.
  stock.set('search_path', '"$user", public, pg_temp');
  stock.set('TimeZone', 'UTC');
  const wanted: Settings = {
    ...Object.fromEntries(stock),
    ...named(stock, settings),
    ...always,
  };
  await setAll(connection, wanted);
  return differing(connection, stock, Object.keys(wanted));
}

/** One round trip for all of them. `set_config` takes each as text, in the setting's own unit. */
async function setAll(connection: Connection, settings: Settings): Promise<void> {
  await connection.query(
    'select pg_catalog.set_config(name, value, false) from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted (name, value)',
    [Object.keys(settings), Object.values(settings)],
  );
}

/** Setting names are case-insensitive: `timezone` is pg_settings' `TimeZone`. */
function named(stock: ReadonlyMap<string, string>, settings: Settings): Settings {
  const names = new Map([...stock.keys()].map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]),
  );
}

async function differing(
  connection: Connection,
  stock: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<Settings> {
  const { rows } = await connection.query<{ name: string; value: string; stock: boolean }>(
    `select name, pg_catalog.current_setting(name) as value, setting is not distinct from boot_val as stock
     from pg_catalog.pg_settings where pg_catalog.lower(name) = any ($1) order by name collate "C"`,
    [[...new Set([...stock.keys(), ...names])].map((name) => name.toLowerCase())],
  );
  const ours = new Set(['search_path', 'TimeZone']);
  const changed = rows.filter(({ name, value, stock: isStock }) =>
    ours.has(name) ? value !== stock.get(name) : !isStock && !(name in always),
  );
  return Object.fromEntries(changed.map(({ name, value }) => [name, value]));
}
