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
  async run({ operands, flags, process, signal }) {
    return verify(await verifyOptions(process, operands, flags), process, signal);
  },
};
