import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Comparison } from './report';

interface Counts {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly numFailedTestSuites: number;
}

/**
 * Runs the tests of test/slow, which `npm test` leaves out. Jest prints what fails, as it comes.
 *
 * @throws Error where Jest could not run them
 */
export async function slowTests(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plancliff-slow-tests-'));
  const outcome = join(folder, 'outcome.json');
  const jest = require.resolve('jest/bin/jest');
  const options = ['--config', 'test/slow/jest.config.js', '--json', '--outputFile', outcome];
  try {
    const child = spawn(process.execPath, [jest, ...options], {
      // With --json, Jest prints the outcome for people to standard error.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'close');
    const counts = JSON.parse(readFileSync(outcome, 'utf8')) as Counts;
    const { numPassedTests: passed, numTotalTests: total, numFailedTestSuites: failed } = counts;
    return [
      {
        what: 'tests of test/slow that pass',
        ours: String(passed),
        beside: String(total),
        aim: 'all',
        met: passed === total && failed === 0 && total > 0,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
