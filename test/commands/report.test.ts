import { report } from '../../src/commands/check/report';
import type { CheckOptions } from '../../src/commands/check/options';
import type { ReporterName } from '../../src/reporters/registry';
import { fakeProcess } from '../helpers/cli/fake-process';
import { checkResult, finding, scenarioResult } from '../helpers/results';

const advice = 'No advice was tried. "plancliff check shop --query \'a\'" tries it for this one.';
const result = checkResult({
  scenarios: [scenarioResult({ findings: [finding('a', { kind: 'no-index', advice })] })],
});

function printed(reporter: ReporterName): string {
  const process = fakeProcess();
  const options: Partial<CheckOptions> = {
    reporters: [reporter],
    columns: 200,
    color: false,
    all: false,
    cwd: process.cwd(),
    env: { PATH: '' },
  };
  report(result, options as CheckOptions, process);
  return process.output.stdout;
}

test.each<ReporterName>(['table', 'github'])(
  'a command in advice can be copied: %s, where npm alone knows plancliff',
  (reporter) => {
    expect(printed(reporter)).toContain('"npx plancliff check shop');
  },
);

test('a document for programs does not depend on where it is made', () => {
  const { scenarios } = JSON.parse(printed('json')) as {
    scenarios: { findings: { advice: string }[] }[];
  };
  expect(scenarios[0]?.findings[0]?.advice).toBe(advice);
});
