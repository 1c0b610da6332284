import { run } from '../src/run';
import { fakeProcess } from './helpers/cli/fake-process';

test('a run that is not over has not succeeded: an end that comes too early exits 2', async () => {
  const process = fakeProcess({ args: ['--version'] });
  const running = run(process);
  const midway = process.exitCode;
  await running;
  expect([midway, process.exitCode]).toEqual([2, 0]);
});

test('the version is printed whatever the environment says, and an empty limit is none', async () => {
  const bad = fakeProcess({ args: ['--version'], env: { PLANCLIFF_LOAD_TIMEOUT: 'x' } });
  await run(bad);
  expect([bad.exitCode, bad.output.stderr]).toEqual([0, '']);
});

test('a working folder that is gone is one line', async () => {
  const process = {
    ...fakeProcess({ args: ['list'] }),
    cwd(): string {
      throw new Error('ENOENT: no such file or directory, uv_cwd');
    },
  };
  await run(process);
  expect(process.exitCode).toBe(2);
  expect(process.output.stderr).toMatch(/^Error: the working folder does not exist any more\n/);
});
