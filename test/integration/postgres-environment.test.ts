import { startTestServer } from '../helpers/server';

/** What a user may have set for servers of his own; some of it would keep a session from being opened at all. */
const variables = {
  PGOPTIONS: '-c enable_seqscan=off -c work_mem=1GB',
  PGSERVICE: 'nowhere',
  PGSERVICEFILE: '/nowhere',
  PGSSLMODE: 'verify-full',
  PGSSLNEGOTIATION: 'direct',
  PGSSLROOTCERT: '/nowhere',
  PGPASSFILE: '/nowhere',
  PGPASSWORD: 'secret',
  PGHOST: 'nowhere.invalid',
  PGPORT: '1',
  PGUSER: 'somebody',
  PGDATABASE: 'nowhere',
  PGDATA: '/nowhere',
  PGCLIENT_ENCODING: 'LATIN1',
  PGREPLICATION: 'database',
  PGBINARY: '1',
  PGAPPNAME: 'elsewhere',
  PGDATESTYLE: 'German',
  PGTZ: 'Asia/Tokyo',
  PGGEQO: 'off',
  PGCONNECT_TIMEOUT: '0',
} as const;

const names = Object.keys(variables);
let before: Record<string, string | undefined>;
beforeEach(() => {
  before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
});
afterEach(() => {
  for (const name of names) delete process.env[name];
  for (const [name, value] of Object.entries(before)) {
    if (value !== undefined) process.env[name] = value;
  }
});

test('variables of libpq reach neither the server nor its sessions, and are left as they are', async () => {
  // Without a template, so that initdb runs as well.
  const server = await startTestServer({ env: { ...process.env, XDG_CACHE_HOME: '/dev/null' } });
  const database = await server.open('create table "tür" (id int)');
  try {
    const { rows } = await database.connection.query<{ name: string; setting: string }>(`
      select name, setting from pg_settings
      where source in ('client', 'environment variable', 'command line')
        and context in ('user', 'superuser') or name in ('work_mem', 'TimeZone')`);
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual(
      expect.objectContaining({ application_name: 'plancliff', TimeZone: 'UTC', work_mem: '4096' }),
    );
    expect(rows.map(({ name }) => name)).not.toContain('enable_seqscan');
    const { rows: read } = await database.connection.query<{
      name: string;
      made: string;
      n: number;
    }>(
      `select relname as name, '2026-02-01'::date::text as made, 5 as n from pg_class where relname = $1`,
      ['tür'],
    );
    expect(read).toEqual([{ name: 'tür', made: '2026-02-01', n: 5 }]);
  } finally {
    await database.end();
    await server.close();
  }
  expect(process.env).toMatchObject(variables);
});
