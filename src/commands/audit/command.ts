import type { Command } from '../command';
import type * as Run from './audit';
import { auditHelp } from './help';
import type { AuditFlags } from './options';
import type * as Options from './options';

export const auditCommand: Command<AuditFlags> = {
  name: 'audit',
  help: auditHelp,
  operands: '[sources...]',
  flags: [
    '--database-url <url>',
    '--query <pattern>',
    '--statement-timeout <duration>',
    '--lock-timeout <duration>',
    '--trust-functions',
    '--grow <factor>',
    '--no-grow',
    '--time <months>',
    '--live-ends',
    '--top <count>',
    '--order <by>',
    '--with <ddl>',
    '--without <index>',
    '--set <setting>',
    '--migration <file>',
    '--pg <major>',
    '--fail-on <severity>',
    '--json',
  ],
  repeatable: ['--with <ddl>', '--without <index>', '--set <setting>', '--migration <file>'],
  async run({ operands, flags, process, signal, modules }) {
    const { audit } = require('./audit') as typeof Run;
    const { auditOptions } = require('./options') as typeof Options;
    const options = await auditOptions(process, operands, flags, modules.loadConfig);
    return audit(options, process, signal, modules.loadScenario);
  },
};
