import type { Major } from '../types';

/** The one superuser; `postgres`, because schemas dumped elsewhere name it as owner. */
export const superuser = 'postgres';

/** Arguments of initdb besides the folder. The same on every machine: they are part of a template's key. */
export function initdbArguments(major: Major): readonly string[] {
  return [
    '--no-sync',
    '--no-instructions',
    // 1 MB instead of 16: a template is 24 MB then and not 40, and loading is not slower for it.
    '--wal-segsize=1',
    '--auth=trust',
    `--username=${superuser}`,
    '--encoding=UTF8',
    '--text-search-config=english',
    // Sorting by code point: the only order that is the same on every machine. From 17 on PostgreSQL's own
    // provider adds upper and lower case of all letters to it.
    '--locale=C',
    ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    // Loading is faster without checksums, and 18 would turn them on.
    ...(major >= 18 ? ['--no-data-checksums'] : []),
  ];
}

// Nothing here moves a plan: planner settings stay PostgreSQL's own, and the planning session pins them.
const parameters = {
  // No TCP port: the socket in the private folder is the only way in.
  listen_addresses: '',
  // The folder is thrown away at the end, so nothing has to survive a crash. Commits stay synchronous: it costs
  // next to nothing without fsync, and VACUUM marks no page of rows whose commit is not in the log yet.
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // What a killed run leaves must lie in its folder: no segments in /dev/shm, which containers keep small besides.
  dynamic_shared_memory_type: 'mmap',
  // A crashed backend ends the run: a restarted server would have lost unlogged tables silently.
  restart_after_crash: 'off',
  // Statistics change when plancliff says so, and never in the background.
  autovacuum: 'off',
  track_counts: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  lc_messages: 'C',
  max_connections: '64',
  max_locks_per_transaction: '256',
  shared_buffers: '128MB',
  maintenance_work_mem: '128MB',
  checkpoint_timeout: '1h',
  // The log is never read, so it had better stay small: 2 million rows load no faster with 4 GB of it.
  max_wal_size: '128MB',
  min_wal_size: '32MB',
  log_checkpoints: 'off',
  // Starts, ends and crashes; errors of statements reach us as errors.
  log_min_messages: 'log',
  log_line_prefix: '',
  cluster_name: 'plancliff',
} as const satisfies { readonly [name: string]: string };

/** Arguments of `postgres`: command-line settings win over whatever initdb wrote into the configuration file. */
export function serverArguments(
  dataDirectory: string,
  socketDirectory: string,
  more: Readonly<Record<string, string>> = {},
): readonly string[] {
  return ['-D', dataDirectory, `-k`, socketDirectory].concat(
    Object.entries({ ...parameters, ...more }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
  );
}
