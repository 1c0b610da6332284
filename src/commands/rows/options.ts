import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import { parseRowCount } from '../../text/row-count';
import { readCount, readMajor } from '../../text/values';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { optional } from '../option-values';
import { type CommonOptions, readOptions } from '../options';

/** As typed: nothing checked, nothing filled in. */
export interface RowsFlags extends CommonFlags {
  readonly at?: string;
  readonly limit?: string;
  readonly pg?: string;
  readonly json?: boolean;
}

export interface RowsOptions extends CommonOptions {
  readonly scenario: string;
  /** Name of a table of the model; all where undefined. */
  readonly table: string | undefined;
  /** Rows of the driving table. */
  readonly at: number;
  /** Rows to print of each table. */
  readonly limit: number;
  readonly pg: number | undefined;
  readonly json: boolean;
}

/** @throws PlancliffError `usage` for no scenario, for more than a scenario and a table, and for a count that is none */
export async function rowsOptions(
  process: CliProcess,
  [scenario, table, ...more]: readonly string[],
  flags: RowsFlags,
  load?: LoadConfig,
): Promise<RowsOptions> {
  if (scenario === undefined || more.length > 0) {
    throw new PlancliffError('usage', {
      message: scenario === undefined ? 'no scenario was given' : 'too many names were given',
      hint: 'Write `plancliff rows <scenario> [table]`.',
    });
  }
  const { common, config } = await readOptions(process, flags, load);
  return {
    ...common,
    scenario,
    table,
    at: parseRowCount(flags.at ?? '1m'),
    limit: readCount('--limit', flags.limit ?? '20', 1),
    pg: optional(flags.pg, (value) => readMajor('--pg', value)) ?? config.pg,
    json: flags.json === true,
  };
}
