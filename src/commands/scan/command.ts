import type { Command } from '../command';
import { scanHelp } from './help';
import type { ScanFlags } from './options';
import type * as Options from './options';
import type * as Run from './scan';

export const scanCommand: Command<ScanFlags> = {
  name: 'scan',
  help: scanHelp,
  operands: '[sources...]',
  flags: [
    '--rows <pairs>',
    '--ratio <pairs>',
    '--search-path <schemas>',
    '--explain-model',
    '--write <file>',
    '--max-queries <number>',
    '--variants',
    '--driver <name>',
    '--no-trial',
    '--pg <major>',
    '--json',
    '--all',
  ],
  async run({ operands, flags, process, signal, modules }) {
    const { scan } = require('./scan') as typeof Run;
    const { scanOptions } = require('./options') as typeof Options;
    const options = await scanOptions(process, operands, flags, modules.loadConfig);
    return scan(options, process, signal);
  },
};
