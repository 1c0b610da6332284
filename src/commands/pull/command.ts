import { PlancliffError } from '../../errors';
import { readDuration } from '../../text/values';
import type { Command, CommonFlags } from '../command';
import { readOptions } from '../options';
import { readTop, refuseBoth, refuseWithout } from '../option-values';
import { stagingUrl } from '../staging-url';
import { pullHelp } from './help';
import type * as Run from './pull';

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

export const pullCommand: Command<PullFlags> = {
  name: 'pull',
  help: pullHelp,
  operands: '[folder...]',
  flags: [
    '--database-url <url>',
    '--live-ends',
    '--redact',
    '--schema <file>',
    '--statistics <file>',
    '--top <count>',
    '--statement-timeout <duration>',
    '--lock-timeout <duration>',
  ],
  async run({ operands, flags, process, signal, modules }) {
    const { pullInto } = require('./pull') as typeof Run;
    const { common } = await readOptions(process, flags, modules.loadConfig);
    const [folder, ...others] = operands;
    if (folder === undefined || others.length > 0) {
      throw new PlancliffError('usage', {
        message: `pull needs one folder, and ${operands.length} were named`,
        hint: 'Run `plancliff pull --database-url postgres://reader@staging.example/shop twins/staging`.',
      });
    }
    refuseWithout(['--top', flags.top !== undefined], ['--redact', flags.redact === true]);
    return pullInto(
      {
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
      },
      process,
      signal,
    );
  },
};

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
