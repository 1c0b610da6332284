import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearLeftovers } from '../../src/postgres/embedded/clear-leftovers';
import { linkLibraries } from '../../src/postgres/embedded/library-links';
import { serverUser } from '../../src/postgres/embedded/server-user';
import {
  alive,
  childServer,
  eventually,
  playground,
  postmasterOf,
  type Playground,
} from '../helpers/child-server';
import { copyPrograms } from '../helpers/server-programs';

const linux = process.platform === 'linux';
let ground: Playground;

beforeAll(() => {
  ground = playground();
});
afterAll(() => ground.remove());

async function allGone(postmaster?: number): Promise<void> {
  await eventually(() => ground.servers().length === 0, 'no private folder is left');
  if (postmaster !== undefined) await eventually(() => !alive(postmaster), 'no server is left');
}

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  '%s ends a run, and with it the server and its folder',
  async (signal) => {
    const run = childServer(ground);
    const postmaster = postmasterOf(await run.ready);
    run.child.kill(signal);
    await run.exited;
    await allGone(postmaster);
  },
);

test('kill -9 at any moment of the start leaves nothing', async () => {
  for (const delay of [0, 10, 25, 45, 70, 100, 140]) {
    // Without a cache every other start goes through initdb.
    const env = delay % 2 === 0 ? {} : { XDG_CACHE_HOME: '/dev/null' };
    const run = childServer(ground, { env });
    await run.begun;
    await sleep(delay);
    run.child.kill('SIGKILL');
    await run.exited;
  }
  await allGone();
});

test('two runs side by side have nothing in common', async () => {
  const runs = [childServer(ground), childServer(ground)];
  const [first, second] = await Promise.all(runs.map((run) => run.ready));
  expect(first).not.toBe(second);
  runs[0]?.child.kill('SIGKILL');
  await eventually(() => ground.servers().length === 1, 'the first is gone');
  expect(alive(postmasterOf(second ?? ''))).toBe(true);
  runs[1]?.child.kill('SIGTERM');
  await allGone();
});

(linux ? test : test.skip)(
  'what outlives even its keeper is cleared by the next run, and nothing else is',
  async () => {
    const [dead, living] = [childServer(ground), childServer(ground)];
    const data = await dead.ready;
    const other = await living.ready;
    const [postmaster, spared] = [postmasterOf(data), postmasterOf(other)];
    // A folder with such a name that is not ours.
    mkdirSync(join(ground.path, 'plancliff-pg-abcdef', 'precious'), { recursive: true });
    process.kill(parentOf(postmaster), 'SIGKILL');
    dead.child.kill('SIGKILL');
    await dead.exited;
    await sleep(100);
    expect(alive(postmaster)).toBe(true);

    await expect(clearLeftovers(serverUser(), [ground.path])).resolves.toEqual([join(data, '..')]);

    expect(existsSync(data)).toBe(false);
    await eventually(() => !alive(postmaster), 'the orphaned server is gone');
    expect(alive(spared)).toBe(true);
    expect(existsSync(other)).toBe(true);
    expect(readdirSync(join(ground.path, 'plancliff-pg-abcdef'))).toEqual(['precious']);
    rmSync(join(ground.path, 'plancliff-pg-abcdef'), { recursive: true });
    living.child.kill('SIGTERM');
    await allGone(spared);
  },
);

(process.getuid?.() === 0 ? test : test.skip)('an ordinary user runs it as himself', async () => {
  const other = playground('/tmp');
  const run = childServer(other, { uid: 65_534, env: programsIn(other) });
  const data = await run.ready;
  expect(data).toContain(other.path);
  run.child.kill('SIGKILL');
  await eventually(() => other.servers().length === 0, 'no private folder is left');
  await other.remove();
});

(process.getuid?.() === 0 ? test : test.skip)(
  'a user without a name and without HOME is told what to do',
  async () => {
    const other = playground('/tmp');
    const env = { ...programsIn(other), XDG_CACHE_HOME: undefined, HOME: undefined };
    const run = childServer(other, { uid: 54_321, env });
    await run.exited;
    expect(run.errors()).toMatch(/could not look up effective user ID 54321/);
    expect(run.errors()).toMatch(/add one to \/etc\/passwd/);
    expect(run.errors()).not.toMatch(/uv_os_|ERR_SYSTEM_ERROR/);
    await eventually(() => other.servers().length === 0, 'no private folder is left');
    await other.remove();
  },
);

/** Programs for a user who may not be able to enter the checkout. */
function programsIn({ path }: Playground): NodeJS.ProcessEnv {
  const native = join(path, 'native');
  copyPrograms(native);
  linkLibraries(native);
  return { PLANCLIFF_PG_BIN: join(native, 'bin') };
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
