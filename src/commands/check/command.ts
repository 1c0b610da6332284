import type { Command } from '../command';
import type * as Run from './check';
import { checkHelp } from './help';
import type { CheckFlags } from './options';
import type * as Options from './options';

export const checkCommand: Command<CheckFlags> = {
  name: 'check',
  help: checkHelp,
  operands: '[scenarios...]',
  flags: [
    '--engine <name>',
    '--scales <range>',
    '--precision <share>',
    '--tolerance <share>',
    '--stale <factor>',
    '--bloat <share>',
    '--not-visible <share>',
    '--trial-rows <counts>',
    '--trial',
    '--no-trial',
    '--driver <name>',
    '--query <pattern>',
    '--variants',
    '--recorded <file>',
    '--values',
    '--no-values',
    '--fail-on <severity>',
    '-u, --update',
    '--ci',
    '--no-ci',
    '--pg <major>',
    '--database-url <url>',
    '--allow-write',
    '--reporter <name>',
    '--json',
    '--all',
  ],
  repeatable: ['--reporter <name>'],
  loadsModules: true,
  async run({ operands, flags, process, signal, modules }) {
    const { check } = require('./check') as typeof Run;
    const { checkOptions } = require('./options') as typeof Options;
    const options = await checkOptions(process, operands, flags, modules.loadConfig);
    return check(options, process, signal, modules.loadScenario);
  },
};
