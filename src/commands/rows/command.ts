import type { Command } from '../command';
import { rowsHelp } from './help';
import type { RowsFlags } from './options';
import type * as Options from './options';
import type * as Run from './rows';

export const rowsCommand: Command<RowsFlags> = {
  name: 'rows',
  help: rowsHelp,
  operands: '[names...]',
  flags: ['--at <count>', '--limit <count>', '--pg <major>', '--json'],
  loadsModules: true,
  async run({ operands, flags, process, signal, modules }) {
    const { rows } = require('./rows') as typeof Run;
    const { rowsOptions } = require('./options') as typeof Options;
    const options = await rowsOptions(process, operands, flags, modules.loadConfig);
    return rows(options, process, signal, modules.loadScenario);
  },
};
