import type { Command } from '../command';
import type * as Run from './list';
import { listHelp } from './help';
import type { ListFlags } from './options';
import type * as Options from './options';

export const listCommand: Command<ListFlags> = {
  name: 'list',
  help: listHelp,
  operands: '[scenarios...]',
  flags: ['--json'],
  loadsModules: true,
  async run({ operands, flags, process, modules }) {
    const { list } = require('./list') as typeof Run;
    const { listOptions } = require('./options') as typeof Options;
    const options = await listOptions(process, operands, flags, modules.loadConfig);
    return list(options, process, modules.loadScenario);
  },
};
