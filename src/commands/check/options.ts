import { resolve } from 'node:path';
import type { Config, LoadConfig } from '../../config';
import type { EngineName } from '../../engine/engines';
import { PlancliffError } from '../../errors';
import type { FailOn } from '../../exit-code';
import { readRecorded } from '../../recorded/read';
import type { ReporterName } from '../../reporters/registry';
import type { RecordedQueries } from '../../scenario/sources/recorded';
import type { Condition, DriverName, RuleLevels } from '../../scenario/types';
import { parseScales, type Scales } from '../../scenario/scales';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import {
  chooseEngine,
  databaseOf,
  optional,
  readDriver,
  readCondition,
  readFailOn,
  readReporters,
  refuseBoth,
} from '../option-values';
import { type CommonOptions, readOptions } from '../options';
import { readMajor, readRowCounts, readShare } from '../../text/values';

/** As typed: nothing checked, nothing filled in. */
export interface CheckFlags extends CommonFlags {
  readonly engine?: string;
  readonly scales?: string;
  readonly precision?: string;
  readonly tolerance?: string;
  readonly stale?: string;
  readonly bloat?: string;
  readonly notVisible?: string;
  readonly trialRows?: string;
  readonly trial?: boolean;
  readonly driver?: string;
  readonly query?: string;
  readonly variants?: boolean;
  readonly recorded?: string;
  /** `--no-values` */
  readonly values?: boolean;
  readonly failOn?: string;
  readonly update?: boolean;
  readonly ci?: boolean;
  readonly pg?: string;
  readonly databaseUrl?: string;
  readonly allowWrite?: boolean;
  readonly reporter?: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface CheckOptions extends CommonOptions {
  readonly names: readonly string[];
  /** Only queries whose name matches. */
  readonly query: string | undefined;
  /** Plans every query as hurried authors would write it, too. */
  readonly variants: boolean;
  /** Recorded queries, which are planned in place of the scenarios' own. */
  readonly recorded: RecordedQueries | undefined;
  readonly engine: EngineName;
  /** Of the command line: goes before a scenario's own. */
  readonly scales: Scales | undefined;
  /** Of the config file: for scenarios that name none. */
  readonly defaultScales: Scales | undefined;
  /** For cases that say neither a driver nor types. */
  readonly driver: DriverName | undefined;
  readonly precision: number | undefined;
  readonly tolerance: number | undefined;
  /** A state of the tables other than fresh, in place of the scenarios' own ones. */
  readonly condition: Condition | undefined;
  /** Scales, engine or server are said on the command line, and not by the scenarios and the config. */
  readonly adHoc: boolean;
  /** Sizes of the trial, in rows of the driving table. */
  readonly trialRows: readonly number[] | undefined;
  /** Measures nothing. */
  readonly noTrial: boolean;
  readonly rules: RuleLevels;
  readonly failOn: FailOn;
  readonly update: boolean;
  readonly ci: boolean;
  readonly pg: number | undefined;
  /** As given by `--database-url` or PLANCLIFF_DATABASE_URL, or an ambient one that `allowWrite` lets in. */
  readonly databaseUrl: string | undefined;
  readonly allowWrite: boolean;
  readonly reporters: readonly ReporterName[];
  readonly all: boolean;
}

/** Folds arguments, environment, `.env`, config file and defaults into what `check` works with. */
export async function checkOptions(
  process: CliProcess,
  names: readonly string[],
  flags: CheckFlags,
  load?: LoadConfig,
): Promise<CheckOptions> {
  const { common, config } = await readOptions(process, flags, load);
  const { env } = common;
  const allowWrite = flags.allowWrite === true;
  const databaseUrl = databaseOf(flags.databaseUrl, env, allowWrite);
  const condition = readCondition(flags);
  refuseBoth(
    [
      flags.trial === false && '--no-trial',
      flags.trialRows !== undefined && '--trial-rows',
      'without trials no rows are loaded.',
    ],
    [
      flags.update === true && '--update',
      condition !== undefined && 'another state of the tables (--stale, --bloat, --not-visible)',
      'no snapshot is written of it.',
    ],
    [
      flags.update === true && '--update',
      flags.recorded !== undefined && '--recorded',
      'no snapshot is written of recorded queries.',
    ],
    [
      flags.pg !== undefined && '--pg',
      flags.databaseUrl !== undefined && '--database-url',
      'an existing server has its version.',
    ],
  );
  if (allowWrite && databaseUrl === undefined) throw noServer();
  return {
    ...common,
    names,
    query: flags.query,
    variants: flags.variants === true,
    recorded: readRecordedFlag(common.cwd, flags),
    engine: chooseEngine(flags.engine, config, databaseUrl),
    scales: optional(flags.scales, parseScales),
    defaultScales: config.scales,
    driver: optional(flags.driver, readDriver) ?? config.driver,
    precision: optional(flags.precision, share('--precision')) ?? config.precision,
    tolerance: optional(flags.tolerance, share('--tolerance')) ?? config.tolerance,
    condition,
    adHoc: [flags.scales, flags.engine, flags.driver, flags.pg, databaseUrl].some(
      (each) => each !== undefined,
    ),
    trialRows:
      optional(flags.trialRows, (text) => readRowCounts('--trial-rows', text)) ??
      rowsOf(config.trial),
    noTrial:
      flags.trial === false ||
      (config.trial === false && flags.trial === undefined && flags.trialRows === undefined),
    rules: config.rules ?? {},
    failOn: readFailOn(flags.failOn, config),
    update: flags.update === true,
    ci: flags.ci ?? isTrue(env['CI']),
    pg: optional(flags.pg, (value) => readMajor('--pg', value)) ?? config.pg,
    databaseUrl,
    allowWrite,
    reporters: readReporters(flags.reporter, flags.json === true),
    all: flags.all === true,
  };
}

/** The run would start a server of its own, and the flag would have no effect. */
function noServer(): PlancliffError {
  return new PlancliffError('usage', {
    message: '--allow-write names no server',
    reason:
      'neither --database-url nor PLANCLIFF_DATABASE_URL, DATABASE_URL or a PG* variable is set.',
    hint: 'Name one with --database-url, or leave --allow-write out.',
  });
}

function readRecordedFlag(
  cwd: string,
  { recorded, values }: CheckFlags,
): RecordedQueries | undefined {
  if (recorded !== undefined) {
    return { lines: readRecorded(resolve(cwd, recorded), recorded), values: values !== false };
  }
  if (values !== false) return undefined;
  throw new PlancliffError('usage', {
    message: '--no-values needs --recorded',
    hint: 'A scenario has `recorded: { file, values: false }` for the same.',
  });
}

/** Sizes of the config file, where it has not switched trials off. */
const rowsOf = (trial: Config['trial']): readonly number[] | undefined =>
  typeof trial === 'object' ? trial : undefined;

function share(flag: string): (value: string) => number {
  return (value) => readShare(flag, value);
}

/** As CI services set it; `CI=false` and `CI=0` are how people unset it. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
