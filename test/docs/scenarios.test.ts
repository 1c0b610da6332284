import { readFileSync } from 'node:fs';
import path from 'node:path';
import { profiles } from '../../src/scenario/profiles';
import {
  blocks,
  blocksOf,
  constructors,
  everyColumn,
  load,
  modules,
  page,
  run,
} from '../helpers/examples';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

describe('docs/scenarios.md', () => {
  it('has scenarios and an example of every constructor', () => {
    expect(modules).toHaveLength(4);
    const shown = blocks.map(({ code }) => code).join('\n');
    for (const name of constructors) {
      expect([name, RegExp(`${name}[.(]`).test(shown)]).toEqual([name, true]);
    }
    for (const profile of Object.keys(profiles)) expect(page).toContain(`\`${profile}\``);
  });

  it('runs the example of every column', async () => run(server, await load(everyColumn(false))));
});

describe('README.md', () => {
  const [example] = blocksOf(readFileSync(path.resolve('README.md'), 'utf8'));

  it('runs its example', async () => run(server, await load(example?.code ?? '')));
});
