import { PlancliffError } from '../../errors';
import type { Command, CommonFlags } from '../command';
import { readOptions } from '../options';
import { stagingUrl } from '../staging-url';
import { profileHelp } from './help';
import { printProfile } from './profile';

export interface ProfileFlags extends CommonFlags {
  readonly databaseUrl?: string;
}

export const profileCommand: Command<ProfileFlags> = {
  name: 'profile',
  help: profileHelp,
  operands: '[operands...]',
  flags: ['--database-url <url>'],
  async run({ operands, flags, process, signal, modules }) {
    const { common } = await readOptions(process, flags, modules.loadConfig);
    if (operands.length > 0) {
      throw new PlancliffError('usage', {
        message: `profile takes no argument, and '${operands.join(' ')}' was given`,
        hint: 'Run `plancliff profile --database-url postgres://reader@staging.example/shop`.',
      });
    }
    const databaseUrl = stagingUrl('profile', flags.databaseUrl, common.env);
    return printProfile({ ...common, databaseUrl }, process, signal);
  },
};
