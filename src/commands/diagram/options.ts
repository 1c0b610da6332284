import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import type { DriverName } from '../../scenario/driver-names';
import { parseScales, type Scales } from '../../scenario/scales';
import { readCount, readMajor, readShare } from '../../text/values';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { optional } from '../option-values';
import { type CommonOptions, readOptions } from '../options';

/** As typed: nothing checked, nothing filled in. */
export interface DiagramFlags extends CommonFlags {
  readonly case?: string;
  readonly parameter?: string;
  readonly scales?: string;
  readonly cells?: string;
  readonly pg?: string;
  readonly svg?: string;
  readonly json?: boolean;
}

export interface DiagramCommandOptions extends CommonOptions {
  /** Name or file of the scenario. */
  readonly scenario: string;
  readonly query: string;
  readonly case: string | undefined;
  readonly parameter: number | undefined;
  readonly scales: Scales | undefined;
  /** Share of the cells that are planned. */
  readonly budget: number;
  readonly pg: number | undefined;
  /** For cases that say neither a driver nor types. */
  readonly driver: DriverName | undefined;
  /** File that the SVG is written to, as it was given. */
  readonly svg: string | undefined;
  readonly json: boolean;
}

export async function diagramOptions(
  process: CliProcess,
  operands: readonly string[],
  flags: DiagramFlags,
  load?: LoadConfig,
): Promise<DiagramCommandOptions> {
  const [scenario, query, ...others] = operands;
  if (scenario === undefined || query === undefined || others.length > 0) {
    throw new PlancliffError('usage', {
      message: 'diagram takes a scenario and one of its queries',
      hint: "Write `plancliff diagram web-shop 'orders of a period'`; `plancliff list` shows the names.",
    });
  }
  const { common, config } = await readOptions(process, flags, load);
  return {
    ...common,
    scenario,
    query,
    case: flags.case,
    parameter: optional(flags.parameter, (text) => readCount('--parameter', text, 1)),
    scales: optional(flags.scales, parseScales) ?? config.scales,
    budget: flags.cells === '100%' ? 1 : readShare('--cells', flags.cells ?? '15%'),
    pg: optional(flags.pg, (value) => readMajor('--pg', value)) ?? config.pg,
    driver: config.driver,
    svg: flags.svg,
    json: flags.json === true,
  };
}
