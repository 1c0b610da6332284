import type { Connection } from '../../src/postgres/types';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { existsSync } from 'node:fs';
import { runsServer } from '../../src/postgres/embedded/process-check';
import { eventually, postmasterOf } from '../helpers/child-server';

async function failure(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => 'no error',
    (error: unknown) => error,
  );
}

const lost = { code: 'server-failed', message: 'the connection to PostgreSQL was lost' };

test.each([
  [
    'the server',
    (postmaster: number) => process.kill(postmaster, 'SIGKILL'),
    /^the server was killed: |^terminating connection due to unexpected postmaster exit/,
  ],
  [
    'one session',
    (_: number, backend: number) => process.kill(backend, 'SIGKILL'),
    /^.*\(PID \d+\) was terminated by signal 9/,
  ],
])('%s dying in mid-run is one clear error', async (_, kill, words) => {
  const reason = expect.stringMatching(words) as unknown;
  const server = await startEmbedded({ env: process.env });
  const database = await server.createDatabase('death');
  const [busy, idle]: [Connection, Connection] = [
    await database.connect(),
    await database.connect(),
  ];
  const data = server.dataDirectory ?? '';
  const postmaster = postmasterOf(data);
  const { rows } = await busy.query<{ pid: number }>('select pg_backend_pid() as pid');
  const running = failure(busy.query('select pg_sleep(60)'));
  kill(postmaster, rows[0]?.pid ?? 0);
  expect(await running).toMatchObject({ ...lost, reason });
  await eventually(() => !runsServer(postmaster, data, undefined), 'the server is gone');
  expect(await failure(busy.query('select 1'))).toMatchObject(lost);
  expect(await failure(idle.query('select 1'))).toMatchObject(lost);
  expect(await failure(database.connect())).toMatchObject({ ...lost, reason });
  await Promise.all([busy.end(), idle.end()]);
  await server.close();
  expect(existsSync(data)).toBe(false);
});

test('an interrupted start leaves nothing', async () => {
  const controller = new AbortController();
  const starting = failure(startEmbedded({ env: process.env, signal: controller.signal }));
  setTimeout(() => controller.abort(), 30);
  expect(await starting).toMatchObject({ code: 'interrupted' });
});

test('a start that was interrupted before it began does nothing', async () => {
  const controller = new AbortController();
  controller.abort();
  expect(
    await failure(startEmbedded({ env: process.env, signal: controller.signal })),
  ).toMatchObject({
    code: 'interrupted',
  });
});
