import type { Command } from '../command';
import { list } from './list';
import { listHelp } from './help';
import { type ListFlags, listOptions } from './options';

export const listCommand: Command<ListFlags> = {
  name: 'list',
  help: listHelp,
  operands: '[scenarios...]',
  flags: ['--json'],
  loadsModules: true,
  async run({ operands, flags, process, modules }) {
    const options = await listOptions(process, operands, flags, modules.loadConfig);
    return list(options, process, modules.loadScenario);
  },
};
