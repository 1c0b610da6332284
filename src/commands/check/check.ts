import { checkScenario } from '../../check/check-scenario';
import { engines } from '../../engine/engines';
import { PlancliffError } from '../../errors';
import { exitCode, type ExitCode } from '../../exit-code';
import { unusedAllowances } from '../../findings/apply-levels';
import type { CheckOptions } from './options';
import type { ProgressReporter } from '../../reporters/progress';
import type { CheckResult, ScenarioResult } from '../../check/result';
import { loadScenarios, type LoadFailure } from '../../scenario/sources/load';
import type { LoadFile } from '../../scenario/sources/source';
import { shownPath } from '../../scenario/sources/find-files';
import { nameOfFile } from '../../scenario/name-of-file';
import { withDriver } from '../../scenario/with-driver';
import type { Scenario } from '../../scenario/types';
import { obsoleteSnapshots } from '../../snapshot/store/files';
import type { ServerHolder } from '../hold-server';
import { withServer } from '../with-server';
import { report } from './report';
import type { CliProcess } from '../cli-process';
import { errorLine, errorText } from '../print-error';
import { programName } from '../program-name';
import { queryFilter, scenariosMatching } from '../../scenario/query-filter';

type Problem = CheckResult['problems'][number];

/**
 * Checks the scenarios that were asked for, one after the other on one server. One that cannot run is a problem of
 * its own: the others still run, and the run as a whole then exits 2.
 *
 * @throws PlancliffError where nothing can run at all: no scenario, no server, an interruption
 */
export async function check(
  options: CheckOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  return withServer(options, process, signal, async ({ server, progress, warn }) => {
    const { cwd, names, recorded, scenariosDirectory: directory } = options;
    const loaded = await loadScenarios({ cwd, names, directory, load, recorded, twins: true });
    loaded.notes.forEach(warn);
    signal.throwIfAborted();
    const wanted = scenariosMatching(
      withQueries(loaded.scenarios, recorded).map((each) => withDriver(each, options.driver)),
      options.query,
    );
    const failures = [...loaded.failures];
    const problems = failures.map(({ file, error }) =>
      problem(nameOfFile(file), error, options, progress),
    );
    const results: ScenarioResult[] = [];
    if (wanted.length > 0) await server.get();
    for (const scenario of wanted) {
      try {
        const result = await checkOne(scenario, server, options, progress, signal);
        results.push(result);
        unusedAllowanceLines(result, options).forEach(warn);
      } catch (error) {
        if (signal.aborted) throw error;
        problems.push(problem(scenario.name, error, options, progress));
        if (isDead(error)) await server.replace();
      }
    }
    const result: CheckResult = {
      version: 1,
      scenarios: results,
      failOn: options.failOn,
      problems,
      obsoleteSnapshots: await obsolete(options, loaded.scenarios, failures),
    };
    progress.stop();
    report(result, options, process);
    return exitCode(result, options);
  });
}

/**
 * Scenarios that have a query to plan: recorded ones may name tables of one scenario alone.
 *
 * @throws PlancliffError `usage` where recorded queries name no table of any: a run that looked at nothing is no success
 */
function withQueries(
  scenarios: readonly Scenario[],
  recorded: CheckOptions['recorded'],
): readonly Scenario[] {
  if (recorded === undefined) return scenarios;
  const found = scenarios.filter(({ queries }) => queries.length > 0);
  if (found.length > 0 || scenarios.length === 0) return found;
  throw new PlancliffError('usage', {
    message: 'no recorded query names a table of these scenarios',
    reason: `${recorded.lines.length} recorded lines were read`,
    hint: 'Add the tables that your queries read to the `tables` of a scenario.',
  });
}

/** An `allow` that covers nothing hides the next finding of its kind. Only a whole sweep shows that it is unused. */
function unusedAllowanceLines(
  { scenario, findings }: ScenarioResult,
  { query, recorded, scales, condition }: CheckOptions,
): readonly string[] {
  if (
    query !== undefined ||
    recorded !== undefined ||
    scales !== undefined ||
    condition !== undefined
  )
    return [];
  return unusedAllowances(scenario, findings).map(
    ({ query: name, allowance }) =>
      `${scenario.name}: ${name}: the allow for ${allowance.kind} matches no finding; remove it`,
  );
}

async function checkOne(
  scenario: Scenario,
  server: ServerHolder,
  options: CheckOptions,
  progress: ProgressReporter,
  signal: AbortSignal,
): Promise<ScenarioResult> {
  signal.throwIfAborted();
  return checkScenario({
    server: await server.get(),
    scenario,
    engine: engines[scenario.twin === undefined ? options.engine : 'twin'],
    scales: options.scales,
    defaultScales: options.defaultScales,
    precision: options.precision,
    tolerance: options.tolerance,
    update: options.update,
    ci: options.ci,
    filter: queryFilter(options.query),
    condition: options.condition,
    adHoc: options.adHoc,
    uncompared:
      options.recorded === undefined ? undefined : 'this run plans recorded queries (--recorded)',
    trialRows: options.trialRows,
    noTrial: options.noTrial,
    variants: options.variants ? true : undefined,
    rules: options.rules,
    snapshotsDirectory: options.snapshotsDirectory,
    cwd: options.cwd,
    onProgress: options.quiet ? () => undefined : (event) => progress.update(event),
    signal,
  });
}

function isDead(error: unknown): boolean {
  return error instanceof PlancliffError && error.code === 'server-failed';
}

function problem(
  scenario: string,
  error: unknown,
  { verbose, env }: CheckOptions,
  progress: ProgressReporter,
): Problem {
  if (verbose || !(error instanceof PlancliffError)) {
    progress.note(errorText(error, { verbose, program: programName(env) }).trimEnd());
  }
  const message = errorLine(error, programName(env));
  const lead = `${scenario}: `;
  return { scenario, message: message.startsWith(lead) ? message.slice(lead.length) : message };
}

/** Only a run of everything knows which snapshots belong to nothing; a scenario that fails keeps its own. */
async function obsolete(
  options: CheckOptions,
  scenarios: readonly Scenario[],
  failures: readonly LoadFailure[],
): Promise<readonly string[]> {
  const filtered =
    options.names.length > 0 || options.recorded !== undefined || options.query !== undefined;
  if (filtered || failures.length > 0) return [];
  const files = await obsoleteSnapshots(
    options.snapshotsDirectory,
    scenarios.map(({ name }) => name),
  );
  return files.map((file) => shownPath(options.cwd, file));
}
