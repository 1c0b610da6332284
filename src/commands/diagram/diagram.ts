import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scaleAxis, shareAxis } from '../../diagram/axes';
import { diagramSvg } from '../../diagram/diagram-svg';
import { diagramText } from '../../diagram/diagram-text';
import { drawDiagram } from '../../diagram/draw-diagram';
import { engines } from '../../engine/engines';
import { messageOf, PlancliffError } from '../../errors';
import type { ExitCode } from '../../exit-code';
import { didYouMean } from '../../text/nearest';
import { parseScales } from '../../scenario/scales';
import { loadScenario } from '../../scenario/sources/load';
import type { LoadFile } from '../../scenario/sources/source';
import type { Case, Scenario } from '../../scenario/types';
import { withDriver } from '../../scenario/with-driver';
import { withOwnServer } from '../with-server';
import type { CliProcess } from '../cli-process';
import type { DiagramCommandOptions } from './options';

/**
 * Draws the plans of one query, and writes the SVG that was asked for.
 *
 * @throws PlancliffError where scenario, query or case do not exist, or the query cannot be planned
 */
export async function diagram(
  options: DiagramCommandOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  return withOwnServer(options, process, signal, async ({ server, progress }) => {
    const { cwd, scenariosDirectory: directory } = options;
    const scenario = withDriver(
      await loadScenario(options.scenario, { cwd, directory, load }),
      options.driver,
    );
    const drawn = await drawDiagram({
      server: await server.get(),
      scenario,
      of: caseOf(scenario, options),
      engine: engines.virtual,
      scales: scaleAxis(options.scales ?? scalesOf(scenario)),
      shares: shareAxis(),
      budget: options.budget,
      parameter: options.parameter,
      onProgress: options.quiet
        ? () => undefined
        : (event) => progress.update({ ...event, scenario: scenario.name, condition: 'fresh' }),
      signal,
    });
    progress.stop();
    if (options.svg !== undefined) writeSvg(resolve(cwd, options.svg), diagramSvg(drawn));
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ version: 1, ...drawn }, null, 2)}\n`
        : diagramText(drawn, options),
    );
    return 0;
  });
}

const scalesOf = ({ definition: { scales } }: Scenario) =>
  scales === undefined ? engines.virtual.scales : parseScales(scales);

function caseOf({ name, queries }: Scenario, { query, case: label }: DiagramCommandOptions): Case {
  const names = queries.map((each) => each.name);
  const found = queries.find((each) => each.name === query);
  if (found === undefined) {
    throw new PlancliffError('usage', {
      message: `${name} has no query '${query}'`,
      hint: didYouMean(query, names),
    });
  }
  const wanted = label === undefined ? found.cases[0] : found.cases.find((each) => each.label === label); // prettier-ignore
  if (wanted !== undefined) return wanted;
  throw new PlancliffError('usage', {
    message: `${query} has no case '${label ?? ''}'`,
    hint: didYouMean(
      label ?? '',
      found.cases.map((each) => each.label),
    ),
  });
}

function writeSvg(file: string, svg: string): void {
  try {
    writeFileSync(file, svg);
  } catch (cause) {
    throw new PlancliffError('usage', {
      message: `cannot write ${file}`,
      reason: messageOf(cause),
      hint: 'Give --svg a file in a folder that exists.',
      cause,
    });
  }
}
