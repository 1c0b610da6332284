import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childRun } from '../helpers/cli/child-run';
import { copyProject, type Project } from '../helpers/cli/project';

let project: Project;
beforeAll(() => {
  project = copyProject('empty');
  const queries = Array.from({ length: 3000 }, (_, i) => `'query ${i}': { sql: 'select ${i}' }`);
  writeFileSync(
    join(project.path, 'many.js'),
    `const { defineScenario, serial } = require('plancliff');
     module.exports = defineScenario({
       schema: 'create table t (id bigint)',
       driving: 't',
       tables: { t: { columns: { id: serial() } } },
       queries: { ${queries.join(', ')} },
     });`,
  );
});
afterAll(() => project.remove());

test('a large document reaches a slow reader whole', async () => {
  const { child, ended } = childRun(project.path, ['list', 'many.js', '--json'], project.path);
  // The first part has come, so the rest waits for room in the pipe: the moment to end too early.
  child.stdout?.once('data', () => {
    child.stdout?.pause();
    void sleep(200).then(() => child.stdout?.resume());
  });
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // Well beyond the 64 kB that a pipe holds.
  expect(stdout.length).toBeGreaterThan(300_000);
  const listing = JSON.parse(stdout) as { scenarios: { queries: unknown[] }[] };
  expect(listing.scenarios[0]?.queries).toHaveLength(3000);
});

test('a reader that goes away early is no failure', async () => {
  const { child, ended } = childRun(project.path, ['list', 'many.js', '--json'], project.path);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const full = '/dev/full';
(existsSync(full) ? describe : describe.skip)('a device without room', () => {
  let device: number;
  beforeAll(() => (device = openSync(full, 'w')));
  afterAll(() => closeSync(device));

  it.each([['--help'], ['list', 'many.js', '--json']])(
    'for standard output is one line and a failure (%s)',
    async (...args) => {
      const { ended } = childRun(project.path, args, project.path, { stdout: device });
      expect(await ended).toMatchObject({
        code: 2,
        stderr: 'Error: the output could not be written: ENOSPC: no space left on device, write\n',
      });
    },
  );

  it('for standard error is a failure', async () => {
    const args = ['list', 'missing.js'];
    const { ended } = childRun(project.path, args, project.path, { stderr: device });
    expect(await ended).toMatchObject({ code: 2 });
  });
});
