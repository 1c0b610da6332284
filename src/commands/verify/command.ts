import type { Command } from '../command';
import { verify } from './verify';
import { verifyHelp } from './help';
import { type VerifyFlags, verifyOptions } from './options';

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
    const options = await verifyOptions(process, operands, flags, modules.loadConfig);
    return verify(options, process, signal, modules.loadScenario);
  },
};
