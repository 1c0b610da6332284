import type { Command } from '../command';
import { pullHelp } from './help';
import type { PullFlags } from './options';
import type * as Options from './options';
import type * as Run from './pull';

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
    const { pullOptions } = require('./options') as typeof Options;
    const options = await pullOptions(process, operands, flags, modules.loadConfig);
    return pullInto(options, process, signal);
  },
};
