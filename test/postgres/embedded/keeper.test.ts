import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKeeper } from '../../../src/postgres/embedded/keeper';

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'plancliff-keeper-test-'));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

it('ends a server that was told to stop before it listened to signals', async () => {
  const keeper = startKeeper(base, undefined);
  const folder = await keeper.folder;
  const deaf =
    "setTimeout(() => process.on('SIGQUIT', () => process.exit()), 300); setInterval(() => 0, 1000);";
  await keeper.serve([process.execPath, '-e', deaf]);
  await keeper.close();
  await keeper.gone;
  expect(existsSync(folder)).toBe(false);
}, 20_000);
