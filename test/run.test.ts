import { run } from '../src/run';
import { fakeProcess } from './helpers/cli/fake-process';

test('a run that is not over has not succeeded: an end that comes too early exits 2', async () => {
  const process = fakeProcess({ args: ['--version'] });
  const running = run(process);
  const midway = process.exitCode;
  await running;
  expect([midway, process.exitCode]).toEqual([2, 0]);
});
