import type { Command } from '../command';
import type * as Options from '../options';
import { initHelp } from './help';
import type * as Run from './init';

export const initCommand: Command = {
  name: 'init',
  help: initHelp,
  flags: [],
  async run({ flags, process }) {
    const { init } = require('./init') as typeof Run;
    const { readCommonOptions } = require('../options') as typeof Options;
    // Neither config nor database are needed to write the first files.
    process.stdout.write(await init(readCommonOptions(process, flags)));
    return 0;
  },
};
