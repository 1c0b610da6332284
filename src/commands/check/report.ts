import { resolve } from 'node:path';
import { packageInfo } from '../../package-info';
import type { CheckOptions } from './options';
import { reporters } from '../../reporters/registry';
import type { Output } from '../../reporters/types';
import type { CheckResult, ScenarioResult } from '../../check/result';
import type { CliProcess } from '../cli-process';
import { programName } from '../program-name';
import { callable } from '../../text/callable';

/** Hands the result to every reporter that was asked for. */
export function report(result: CheckResult, options: CheckOptions, process: CliProcess): void {
  const { columns, color, all, cwd, env } = options;
  const output: Output = { write: (text) => process.stdout.write(text), columns, color };
  const { homepage } = packageInfo();
  const program = programName(env);
  const located = { ...result, scenarios: result.scenarios.map((each) => locate(each, cwd)) };
  const forPeople = {
    ...located,
    scenarios: located.scenarios.map((each) => called(each, program)),
  };
  for (const name of options.reporters) {
    // GitHub finds a file by its path in the repository, people by that from where they stand.
    const root = name === 'github' ? (env['GITHUB_WORKSPACE'] ?? cwd) : cwd;
    reporters[name](name === 'json' ? located : forPeople, output, {
      all,
      root,
      cwd,
      program,
      ...(homepage === undefined ? {} : { homepage }),
    });
  }
}

/** Findings whose commands can be copied. A document for programs has the same text wherever it is made. */
function called(result: ScenarioResult, program: string): ScenarioResult {
  const findings = result.findings.map((finding) => ({
    ...finding,
    why: callable(finding.why, program),
    advice: callable(finding.advice, program),
  }));
  return { ...result, findings };
}

/** Positions with absolute paths, which each reporter shortens in its own way. */
function locate(result: ScenarioResult, cwd: string): ScenarioResult {
  const findings = result.findings.map((finding) =>
    finding.position === undefined
      ? finding
      : {
          ...finding,
          position: { ...finding.position, file: resolve(cwd, finding.position.file) },
        },
  );
  return { ...result, findings };
}
