import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import { readDuration } from '../../text/values';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { type CommonOptions, readOptions } from '../options';
import { readTop, refuseBoth, refuseWithout } from '../option-values';
import { stagingUrl } from '../staging-url';

/** As typed: nothing checked, nothing filled in. */
export interface PullFlags extends CommonFlags {
  readonly databaseUrl?: string;
  readonly liveEnds?: boolean;
  readonly redact?: boolean;
  readonly schema?: string;
  readonly statistics?: string;
  readonly top?: string;
  readonly statementTimeout?: string;
  readonly lockTimeout?: string;
}

export interface PullOptions extends CommonOptions {
  /** As it was typed. */
  readonly folder: string;
  /** Undefined where `statistics` stands in for the database. */
  readonly databaseUrl: string | undefined;
  /** File with DDL to take in place of what the catalogs say. */
  readonly schema?: string;
  /** File of `pg_dump --statistics-only`. */
  readonly statistics?: string;
  readonly liveEnds: boolean;
  /** Whether values are replaced. */
  readonly redact: boolean;
  /** Statements of the workload that are planned to see what that costs. */
  readonly top: number;
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

export async function pullOptions(
  process: CliProcess,
  operands: readonly string[],
  flags: PullFlags,
  load?: LoadConfig,
): Promise<PullOptions> {
  const { common } = await readOptions(process, flags, load);
  const [folder, ...others] = operands;
  if (folder === undefined || others.length > 0) {
    throw new PlancliffError('usage', {
      message: `pull needs one folder, and ${operands.length} were named`,
      hint: 'Run `plancliff pull --database-url postgres://reader@staging.example/shop twins/staging`.',
    });
  }
  refuseWithout(['--top', flags.top !== undefined], ['--redact', flags.redact === true]);
  return {
    ...common,
    folder,
    databaseUrl: databaseOf(flags, common.env),
    ...(flags.schema === undefined ? {} : { schema: flags.schema }),
    ...(flags.statistics === undefined ? {} : { statistics: flags.statistics }),
    liveEnds: flags.liveEnds === true,
    redact: flags.redact === true,
    top: readTop(flags.top ?? '200'),
    statementTimeout: readDuration('--statement-timeout', flags.statementTimeout ?? '5s'),
    lockTimeout: readDuration('--lock-timeout', flags.lockTimeout ?? '1s'),
  };
}

/**
 * The database that is read; undefined where files of pg_dump stand in for it.
 *
 * @throws PlancliffError `usage` where both are named, or neither
 */
function databaseOf(
  { databaseUrl, liveEnds, statistics, top }: PullFlags,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (statistics === undefined) return stagingUrl('pull', databaseUrl, env);
  const reason = 'no database is asked where statistics come from a file.';
  refuseBoth(
    ['--statistics', databaseUrl !== undefined && '--database-url', reason],
    ['--statistics', liveEnds === true && '--live-ends', reason],
    ['--statistics', top !== undefined && '--top', reason],
  );
  return undefined;
}
