import type { Command } from '../command';
import type * as Run from './diagram';
import { diagramHelp } from './help';
import type { DiagramFlags } from './options';
import type * as Options from './options';

export const diagramCommand: Command<DiagramFlags> = {
  name: 'diagram',
  help: diagramHelp,
  operands: '[names...]',
  flags: [
    '--case <label>',
    '--parameter <number>',
    '--scales <range>',
    '--cells <share>',
    '--pg <major>',
    '--svg <file>',
    '--json',
  ],
  loadsModules: true,
  async run({ operands, flags, process, signal, modules }) {
    const { diagram } = require('./diagram') as typeof Run;
    const { diagramOptions } = require('./options') as typeof Options;
    const options = await diagramOptions(process, operands, flags, modules.loadConfig);
    return diagram(options, process, signal, modules.loadScenario);
  },
};
