import type { ExitCode } from '../../exit-code';
import type { ListOptions } from './options';
import { loadScenarios } from '../../scenario/sources/load';
import type { LoadFile } from '../../scenario/sources/source';
import type { CliProcess } from '../cli-process';
import { listText } from './list-text';
import { listScenario, type Listing } from './listing';
import { errorLine } from '../print-error';
import { programName } from '../program-name';

/**
 * Prints scenarios, queries, cases and the state of their snapshots.
 *
 * @throws PlancliffError `scenario` where there is none at all
 */
export async function list(
  options: ListOptions,
  process: CliProcess,
  load?: LoadFile,
): Promise<ExitCode> {
  const { cwd, names, scenariosDirectory: directory } = options;
  const { scenarios, failures } = await loadScenarios({ cwd, names, directory, load, twins: true });
  const listing: Listing = {
    version: 1,
    scenarios: await Promise.all(scenarios.map((scenario) => listScenario(scenario, options))),
    problems: failures.map(({ file, error }) => ({
      file,
      message: errorLine(error, programName(options.env)),
    })),
  };
  process.stdout.write(
    options.json ? `${JSON.stringify(listing, null, 2)}\n` : listText(listing, options),
  );
  return listing.problems.length > 0 ? 2 : 0;
}
