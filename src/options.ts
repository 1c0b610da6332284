import { join, resolve } from 'node:path';
import { Ansis } from 'ansis';
import { config as readDotenv } from 'dotenv';
import type { CliProcess } from './commands/cli-process';
import type {
  AuditFlags,
  CheckFlags,
  CommonFlags,
  ListFlags,
  VerifyFlags,
} from './commands/program';
import {
  chooseEngine,
  databaseOf,
  readCondition,
  readFailOn,
  readReporters,
} from './commands/choices';
import { readCount, readDuration, readMajor, readShare } from './commands/values';
import { loadConfig, type PlancliffConfig } from './config';
import { PlancliffError } from './errors';
import type { FailOn } from './exit-code';
import type { ReporterName } from './reporters/registry';
import type { Condition, RuleLevels } from './scenario/types';
import { parseRowCount } from './text/row-count';
import { parseScales, type Scales } from './timeline/scales';

export interface CommonOptions {
  readonly cwd: string;
  /** The environment with what `.env` adds to it. */
  readonly env: NodeJS.ProcessEnv;
  readonly color: boolean;
  readonly columns: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** As it was written: relative to `cwd` where it is relative. */
  readonly scenariosDirectory: string;
  /** Absolute. */
  readonly snapshotsDirectory: string;
}

export interface CheckOptions extends CommonOptions {
  readonly names: readonly string[];
  /** Only queries whose name matches. */
  readonly query: string | undefined;
  readonly engine: 'virtual' | 'seed';
  /** Of the command line: goes before a scenario's own. */
  readonly scales: Scales | undefined;
  /** Of the config file: for scenarios that name none. */
  readonly defaultScales: Scales | undefined;
  readonly precision: number | undefined;
  readonly tolerance: number | undefined;
  /** A state of the tables other than fresh, in place of the scenarios' own ones. */
  readonly condition: Condition | undefined;
  /** Scales, engine or server are said on the command line, and not by the scenarios and the config. */
  readonly adHoc: boolean;
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

export interface ListOptions extends CommonOptions {
  readonly names: readonly string[];
  readonly json: boolean;
}

export interface AuditOptions extends CommonOptions {
  readonly sources: readonly string[];
  readonly query: string | undefined;
  readonly databaseUrl: string;
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
  readonly trustFunctions: boolean;
  readonly rules: RuleLevels;
  readonly failOn: FailOn;
  readonly json: boolean;
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
  readonly all: boolean;
  readonly json: boolean;
}

/** Folds arguments, environment, `.env`, config file and defaults into what `check` works with. */
export async function checkOptions(
  process: CliProcess,
  names: readonly string[],
  flags: CheckFlags,
): Promise<CheckOptions> {
  const { common, config } = await fold(process, flags);
  const { env } = common;
  const allowWrite = flags.allowWrite === true;
  const databaseUrl = databaseOf(flags.databaseUrl, env, allowWrite);
  const pg = flags.pg ?? config.pg;
  return {
    ...common,
    names,
    query: flags.query,
    engine: chooseEngine(flags.engine, config, databaseUrl),
    scales: optional(flags.scales, parseScales),
    defaultScales: optional(config.scales, parseScales),
    precision: optional(flags.precision ?? config.precision, share('--precision')),
    tolerance: optional(flags.tolerance ?? config.tolerance, share('--tolerance')),
    condition: readCondition(flags),
    adHoc: [flags.scales, flags.engine, flags.pg, databaseUrl].some((each) => each !== undefined),
    rules: config.rules ?? {},
    failOn: readFailOn(flags.failOn, config),
    update: flags.update === true,
    ci: flags.ci ?? isTrue(env['CI']),
    pg: optional(pg, (value) => readMajor('--pg', value)),
    databaseUrl,
    allowWrite,
    reporters: flags.json === true ? ['json'] : readReporters(flags.reporter),
    all: flags.all === true,
  };
}

export async function listOptions(
  process: CliProcess,
  names: readonly string[],
  flags: ListFlags,
): Promise<ListOptions> {
  const { common } = await fold(process, flags);
  return { ...common, names, json: flags.json === true };
}

export async function verifyOptions(
  process: CliProcess,
  names: readonly string[],
  flags: VerifyFlags,
): Promise<VerifyOptions> {
  const { common, config } = await fold(process, flags);
  return {
    ...common,
    names,
    query: flags.query,
    rows: parseRowCount(flags.rows ?? '1m'),
    runs: readCount('--runs', flags.runs ?? '10', 2),
    statistics: flags.statistics === true,
    pg: optional(flags.pg ?? config.pg, (value) => readMajor('--pg', value)),
    all: flags.all === true,
    json: flags.json === true,
  };
}

/** Neither config nor database are needed to write the first files. */
export function initOptions(process: CliProcess, flags: CommonFlags): CommonOptions {
  return commonOptions(process, flags, readEnvironment(process), {});
}

/** @throws PlancliffError `usage` where no database was named: an audit never takes one by guess */
export async function auditOptions(
  process: CliProcess,
  sources: readonly string[],
  flags: AuditFlags,
): Promise<AuditOptions> {
  const { common, config } = await fold(process, flags);
  const databaseUrl = flags.databaseUrl ?? common.env['STAGING_DATABASE_URL'];
  if (databaseUrl === undefined || databaseUrl === '') {
    throw new PlancliffError('usage', {
      message: 'audit needs a database: none was named',
      reason: 'it takes --database-url or STAGING_DATABASE_URL, and no other variable.',
      hint: 'Run `plancliff audit --database-url postgres://reader@staging.example/shop`.',
    });
  }
  return {
    ...common,
    sources,
    query: flags.query,
    databaseUrl,
    statementTimeout: readDuration('--statement-timeout', flags.statementTimeout ?? '5s'),
    lockTimeout: readDuration('--lock-timeout', flags.lockTimeout ?? '1s'),
    trustFunctions: flags.trustFunctions === true,
    rules: config.rules ?? {},
    failOn: readFailOn(flags.failOn, config),
    json: flags.json === true,
  };
}

async function fold(
  process: CliProcess,
  flags: CommonFlags,
): Promise<{ common: CommonOptions; config: PlancliffConfig }> {
  const env = readEnvironment(process);
  const config = await loadConfig(process.cwd(), flags.config);
  return { common: commonOptions(process, flags, env, config), config };
}

function commonOptions(
  process: CliProcess,
  flags: CommonFlags,
  env: NodeJS.ProcessEnv,
  config: PlancliffConfig,
): CommonOptions {
  const cwd = process.cwd();
  return {
    cwd,
    env,
    color: flags.color ?? new Ansis({ process: { ...process, argv: [], env } }).isSupported(),
    columns: process.stdout.columns ?? 100,
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    scenariosDirectory: config.scenarios ?? 'scenarios',
    snapshotsDirectory: resolve(cwd, config.snapshots ?? 'snapshots'),
  };
}

/** `.env` adds to the environment and never overrides it; the process's own is left as it is. */
function readEnvironment(process: CliProcess): NodeJS.ProcessEnv {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  readDotenv({ path: join(process.cwd(), '.env'), quiet: true, processEnv: env });
  return env;
}

function share(flag: string): (value: string | number) => number {
  return (value) => readShare(flag, value);
}

/** As CI services set it; `CI=false` and `CI=0` are how people unset it. */
function isTrue(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}

function optional<Raw, Value>(raw: Raw | undefined, read: (raw: Raw) => Value): Value | undefined {
  return raw === undefined ? undefined : read(raw);
}
