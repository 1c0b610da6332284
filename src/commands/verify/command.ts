import type { Command } from '../command';
import type * as Run from './verify';
import { verifyHelp } from './help';
import type { VerifyFlags } from './options';
import type * as Options from './options';

export const verifyCommand: Command<VerifyFlags> = {
  name: 'verify',
  help: verifyHelp,
  operands: '[scenarios...]',
  flags: [
    '--rows <count>',
    '--runs <number>',
    '--statistics',
    '--query <pattern>',
    '--pg <major>',
    '--json',
    '--all',
  ],
  loadsModules: true,
  async run({ operands, flags, process, signal, modules }) {
    const { verify } = require('./verify') as typeof Run;
    const { verifyOptions } = require('./options') as typeof Options;
    const options = await verifyOptions(process, operands, flags, modules.loadConfig);
    return verify(options, process, signal, modules.loadScenario);
  },
};
