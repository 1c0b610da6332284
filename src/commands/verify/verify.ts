import { PlancliffError } from '../../errors';
import type { ExitCode } from '../../exit-code';
import type { VerifyOptions } from './options';
import { loadScenarios } from '../../scenario/sources/load';
import type { LoadFile } from '../../scenario/sources/source';
import { isRefuted, verifyText } from '../../verify/verify-text';
import { verifyScenario } from '../../verify/verify-scenario';
import type { VerifyResult } from '../../verify/types';
import type { CliProcess } from '../cli-process';
import { withOwnServer } from '../with-server';
import { queryFilter, scenariosMatching } from '../../scenario/query-filter';
import { withDriver } from '../../scenario/with-driver';
import { programName } from '../program-name';

/**
 * Loads the scenarios' rows for real and compares both engines' plans over them.
 *
 * @throws PlancliffError where one of them cannot be loaded or planned at all
 */
export async function verify(
  options: VerifyOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  return withOwnServer(options, process, signal, async ({ server, progress }) => {
    const { cwd, names, scenariosDirectory: directory } = options;
    const { scenarios, failures } = await loadScenarios({ cwd, names, directory, load });
    const [failure] = failures;
    if (failure !== undefined) throw failure.error;
    const results: VerifyResult[] = [];
    for (const scenario of scenariosMatching(scenarios, options.query)) {
      signal.throwIfAborted();
      const result = await verifyScenario({
        server: await server.get(),
        scenario: withDriver(scenario, options.driver),
        rows: options.rows,
        runs: options.runs,
        statistics: options.statistics,
        filter: queryFilter(options.query),
        onProgress: options.quiet
          ? () => undefined
          : (event) => progress.update({ ...event, scenario: scenario.name, condition: 'fresh' }),
        signal,
      });
      results.push(result);
    }
    if (results.length === 0) {
      throw new PlancliffError('usage', { message: 'no scenario to verify' });
    }
    progress.stop();
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ version: 1, results }, null, 2)}\n`
        : verifyText(results, { ...options, program: programName(options.env) }),
    );
    if (results.some(({ unplanned }) => unplanned.length > 0)) return 2;
    return results.some(isRefuted) ? 1 : 0;
  });
}
