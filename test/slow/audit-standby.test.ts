import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditResult } from '../../src/audit/types';
import { connect } from '../../src/postgres/connection';
import { findBinaries } from '../../src/postgres/embedded/binaries';
import { serverUser } from '../../src/postgres/embedded/server-user';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { plancliff } from '../helpers/cli/project';

const user = serverUser();
let folder: string;
let standby: ChildProcess;
let name: string;

/** A base backup by hand: a copy of the files between pg_backup_start and pg_backup_stop. */
beforeAll(async () => {
  folder = mkdtempSync('/tmp/plc-standby-');
  const data = join(folder, 'data');
  const primary = await startEmbedded({
    env: process.env,
    settings: { wal_level: 'replica', max_wal_senders: '4' },
  });
  try {
    const database = await primary.createDatabase('standby');
    name = database.name;
    const connection = await database.connect();
    await connection.query(`
      create table orders (id int primary key, state text not null);
      insert into orders select i, case when i % 100 = 0 then 'new' else 'sent' end from generate_series(1, 50000) i;
      create index orders_state_idx on orders (state)`);
    await connection.query('vacuum analyze');
    await connection.query("select pg_backup_start('standby', true)");
    cpSync(primary.dataDirectory ?? '', data, {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$/.test(path),
    });
    const { rows } = await connection.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(false)',
    );
    writeFileSync(join(data, 'backup_label'), rows[0]?.labelfile ?? '');
    // The log up to the end of the backup.
    cpSync(join(primary.dataDirectory ?? '', 'pg_wal'), join(data, 'pg_wal'), { recursive: true });
    writeFileSync(join(data, 'standby.signal'), '');
    await connection.end();
  } finally {
    await primary.close();
  }
  if (user !== undefined) give(folder, user);
  const { bin } = await findBinaries({ env: process.env, user, cwd: process.cwd() });
  const settings = [
    'listen_addresses=',
    'hot_standby=on',
    'max_connections=64',
    'max_locks_per_transaction=256',
  ];
  standby = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, ...settings.flatMap((each) => ['-c', each])],
    { stdio: 'ignore', ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }) },
  );
}, 300_000);

afterAll(async () => {
  standby.kill('SIGINT');
  await once(standby, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

function give(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) give(inside, { uid, gid });
    else chownSync(inside, uid, gid);
  }
}

async function inRecovery(): Promise<boolean> {
  for (let tries = 100; ; tries -= 1) {
    try {
      const connection = await connect({ host: folder, port: 5432, user: 'postgres', database: name, ownServer: true }); // prettier-ignore
      const { rows } = await connection.query<{ standby: boolean }>(
        'select pg_is_in_recovery() as standby',
      );
      await connection.end();
      return rows[0]?.standby === true;
    } catch (error) {
      if (tries === 0) throw error;
      await sleep(200);
    }
  }
}

test('a hot standby is audited and grown as a primary is', async () => {
  expect(await inRecovery()).toBe(true);
  const url = `postgres://postgres@localhost/${name}?host=${folder}`;
  const { stdout, stderr, code } = await plancliff(
    folder,
    ['audit', '--database-url', url, '--json', '--live-ends', '--grow', '10', '-'],
    { stdin: `select * from orders where id = 7; select count(*) from orders where state = 'new'` },
  );
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const { statements, growth, growthFailed, problems } = JSON.parse(stdout) as AuditResult;
  expect({ problems, growthFailed }).toEqual({ problems: [], growthFailed: undefined });
  expect(statements).toHaveLength(2);
  expect(growth?.statements.map(({ agreement }) => agreement)).toEqual(['identical', 'identical']);
}, 300_000);
