import { auditCommand } from './audit/command';
import { checkCommand } from './check/command';
import type { Command } from './command';
import { diagramCommand } from './diagram/command';
import { initCommand } from './init/command';
import { listCommand } from './list/command';
import { profileCommand } from './profile/command';
import { pullCommand } from './pull/command';
import { rowsCommand } from './rows/command';
import { scanCommand } from './scan/command';
import { verifyCommand } from './verify/command';

/** The commands of the program. A new one is a folder with a record of its own, a line here and one in `main-help.ts`. */
export const commands: readonly Command[] = [
  scanCommand,
  checkCommand,
  verifyCommand,
  listCommand,
  rowsCommand,
  auditCommand,
  diagramCommand,
  pullCommand,
  profileCommand,
  initCommand,
];
