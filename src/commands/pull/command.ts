import { PlancliffError } from '../../errors';
import { readDuration } from '../../text/values';
import type { Command, CommonFlags } from '../command';
import { readOptions } from '../options';
import { readTop } from '../option-values';
import { stagingUrl } from '../staging-url';
import { pullHelp } from './help';
import type * as Run from './pull';

export interface PullFlags extends CommonFlags {
  readonly databaseUrl?: string;
  readonly liveEnds?: boolean;
  readonly redact?: boolean;
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
    return pullInto(
      {
        ...common,
        folder,
        databaseUrl: stagingUrl('pull', flags.databaseUrl, common.env),
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
