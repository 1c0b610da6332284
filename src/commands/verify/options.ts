import type { LoadConfig } from '../../config';
import type { DriverName } from '../../scenario/driver-names';
import { parseRowCount } from '../../text/row-count';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { optional } from '../option-values';
import { type CommonOptions, readOptions } from '../options';
import { readCount, readMajor } from '../../text/values';

/** As typed: nothing checked, nothing filled in. */
export interface VerifyFlags extends CommonFlags {
  readonly rows?: string;
  readonly runs?: string;
  readonly statistics?: boolean;
  readonly query?: string;
  readonly pg?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface VerifyOptions extends CommonOptions {
  readonly names: readonly string[];
  readonly query: string | undefined;
  /** Rows of the driving table. */
  readonly rows: number;
  /** Runs of ANALYZE on the real rows, at least 2. */
  readonly runs: number;
  readonly statistics: boolean;
  readonly pg: number | undefined;
  /** For cases that say neither a driver nor types. */
  readonly driver: DriverName | undefined;
  readonly all: boolean;
  readonly json: boolean;
}

export async function verifyOptions(
  process: CliProcess,
  names: readonly string[],
  flags: VerifyFlags,
  load?: LoadConfig,
): Promise<VerifyOptions> {
  const { common, config } = await readOptions(process, flags, load);
  return {
    ...common,
    names,
    query: flags.query,
    rows: parseRowCount(flags.rows ?? '1m'),
    runs: readCount('--runs', flags.runs ?? '10', 2),
    statistics: flags.statistics === true,
    pg: optional(flags.pg, (value) => readMajor('--pg', value)) ?? config.pg,
    driver: config.driver,
    all: flags.all === true,
    json: flags.json === true,
  };
}
