import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { playground, type Playground } from '../helpers/child-server';

let ground: Playground;

beforeEach(() => {
  ground = playground();
});
afterEach(() => ground.remove());

const environment = () => ({ ...process.env, XDG_CACHE_HOME: ground.path });
/** Beside templates the cache contains the server's programs, where its user cannot enter the checkout. */
const cached = () =>
  readdirSync(join(ground.path, 'plancliff')).filter((name) => name.startsWith('template-'));

async function startOnce(): Promise<void> {
  const server = await startEmbedded({ env: environment() });
  const database = await server.createDatabase('t');
  const connection = await database.connect();
  await connection.query('create table t as select 1');
  await connection.end();
  await server.close();
}

test('the first start keeps a template, and the next one uses it', async () => {
  await startOnce();
  const [name, ...others] = cached();
  expect(others).toEqual([]);
  expect(name).toMatch(/^template-18-[0-9a-f]{16}\.tar$/);
  const made = statSync(join(ground.path, 'plancliff', name ?? ''));
  expect(made.mode & 0o777).toBe(0o600);
  await startOnce();
  expect(statSync(join(ground.path, 'plancliff', name ?? '')).ino).toBe(made.ino);
});

test.each<[string, (file: string) => void]>([
  ['cut short', (file) => truncateSync(file, 5_000_000)],
  ['full of zeros', (file) => writeFileSync(file, Buffer.alloc(100_000))],
])('a template that is %s is made anew', async (_, spoil) => {
  await startOnce();
  const file = join(ground.path, 'plancliff', cached()[0] ?? '');
  const { size } = statSync(file);
  spoil(file);
  await startOnce();
  expect(cached()).toHaveLength(1);
  expect(statSync(file).size).toBe(size);
});

test('two first starts at once both work, and one template stays', async () => {
  await Promise.all([startOnce(), startOnce()]);
  expect(cached()).toHaveLength(1);
});
