import type { Command } from '../command';
import { profileHelp } from './help';
import type { ProfileFlags } from './options';
import type * as Options from './options';
import type * as Run from './profile';

export const profileCommand: Command<ProfileFlags> = {
  name: 'profile',
  help: profileHelp,
  operands: '[operands...]',
  flags: ['--database-url <url>'],
  async run({ operands, flags, process, signal, modules }) {
    const { printProfile } = require('./profile') as typeof Run;
    const { profileOptions } = require('./options') as typeof Options;
    const options = await profileOptions(process, operands, flags, modules.loadConfig);
    return printProfile(options, process, signal);
  },
};
