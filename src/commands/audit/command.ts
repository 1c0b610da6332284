import type { Command } from '../command';
import type * as Run from './audit';
import { auditHelp } from './help';
import { type AuditFlags, auditOptions } from './options';

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
    '--live-ends',
    '--top <count>',
    '--order <by>',
    '--fail-on <severity>',
    '--json',
  ],
  async run({ operands, flags, process, signal, modules }) {
    const { audit } = require('./audit') as typeof Run;
    const options = await auditOptions(process, operands, flags, modules.loadConfig);
    return audit(options, process, signal, modules.loadScenario);
  },
};
