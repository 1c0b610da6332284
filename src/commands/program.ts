import { Command, CommanderError } from 'commander';
import { PlancliffError } from '../errors';
import { auditHelp } from './help/audit';
import { checkHelp } from './help/check';
import { initHelp } from './help/init';
import { listHelp } from './help/list';
import { mainHelp } from './help/main';
import { verifyHelp } from './help/verify';

/** Flags as they were typed: nothing checked, nothing filled in. */
export interface CommonFlags {
  readonly config?: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

export interface CheckFlags extends CommonFlags {
  readonly engine?: string;
  readonly scales?: string;
  readonly precision?: string;
  readonly tolerance?: string;
  readonly stale?: string;
  readonly bloat?: string;
  readonly notVisible?: string;
  readonly query?: string;
  readonly failOn?: string;
  readonly update?: boolean;
  readonly ci?: boolean;
  readonly pg?: string;
  readonly databaseUrl?: string;
  readonly allowWrite?: boolean;
  readonly reporter?: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface ListFlags extends CommonFlags {
  readonly json?: boolean;
}

export interface AuditFlags extends CommonFlags {
  readonly databaseUrl?: string;
  readonly query?: string;
  readonly statementTimeout?: string;
  readonly lockTimeout?: string;
  readonly trustFunctions?: boolean;
  readonly failOn?: string;
  readonly json?: boolean;
}

export interface VerifyFlags extends CommonFlags {
  readonly rows?: string;
  readonly runs?: string;
  readonly statistics?: boolean;
  readonly query?: string;
  readonly pg?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'print'; readonly text: string }
  | { readonly command: 'check'; readonly names: readonly string[]; readonly flags: CheckFlags }
  | { readonly command: 'list'; readonly names: readonly string[]; readonly flags: ListFlags }
  | { readonly command: 'verify'; readonly names: readonly string[]; readonly flags: VerifyFlags }
  | { readonly command: 'init'; readonly flags: CommonFlags }
  | { readonly command: 'audit'; readonly sources: readonly string[]; readonly flags: AuditFlags };

/**
 * Reads the arguments after `node plancliff`. Throws a PlancliffError with code `usage` that names the
 * nearest right option or command.
 */
export function parseArguments(args: readonly string[], version: string): Invocation {
  let invocation: Invocation | undefined;
  let printed = '';
  const program = grammar(version, (found) => (invocation = found));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => (printed += text),
      writeErr: () => undefined,
    });
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: 'print', text: printed };
    throw usageError(error);
  }
  return invocation ?? { command: 'print', text: printed };
}

function grammar(version: string, found: (invocation: Invocation) => void): Command {
  const program = withHelp(new Command('plancliff'), mainHelp)
    .version(version, '-V, --version')
    .helpCommand(true);

  common(withHelp(program.command('check'), checkHelp))
    .argument('[scenarios...]')
    .option('--engine <name>')
    .option('--scales <range>')
    .option('--precision <share>')
    .option('--tolerance <share>')
    .option('--stale <factor>')
    .option('--bloat <share>')
    .option('--not-visible <share>')
    .option('--query <pattern>')
    .option('--fail-on <severity>')
    .option('-u, --update')
    .option('--ci')
    .option('--no-ci')
    .option('--pg <major>')
    .option('--database-url <url>')
    .option('--allow-write')
    .option('--reporter <name>', '', collect)
    .option('--json')
    .option('--all')
    .action((names: string[], flags: CheckFlags) => found({ command: 'check', names, flags }));

  common(withHelp(program.command('list'), listHelp))
    .argument('[scenarios...]')
    .option('--json')
    .action((names: string[], flags: ListFlags) => found({ command: 'list', names, flags }));

  common(withHelp(program.command('verify'), verifyHelp))
    .argument('[scenarios...]')
    .option('--rows <count>')
    .option('--runs <number>')
    .option('--statistics')
    .option('--query <pattern>')
    .option('--pg <major>')
    .option('--json')
    .option('--all')
    .action((names: string[], flags: VerifyFlags) => found({ command: 'verify', names, flags }));

  common(withHelp(program.command('audit'), auditHelp))
    .argument('[sources...]')
    .option('--database-url <url>')
    .option('--query <pattern>')
    .option('--statement-timeout <duration>')
    .option('--lock-timeout <duration>')
    .option('--trust-functions')
    .option('--fail-on <severity>')
    .option('--json')
    .action((sources: string[], flags: AuditFlags) => found({ command: 'audit', sources, flags }));

  common(withHelp(program.command('init'), initHelp)).action((flags: CommonFlags) =>
    found({ command: 'init', flags }),
  );
  return program;
}

function common(command: Command): Command {
  return command
    .option('--config <file>')
    .option('--color')
    .option('--no-color')
    .option('--verbose')
    .option('-q, --quiet')
    .allowExcessArguments(false);
}

function withHelp(command: Command, text: string): Command {
  return command.configureHelp({ formatHelp: () => text });
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Commander writes `error: …` and, on a line of its own, `(Did you mean …?)`. */
function usageError(error: CommanderError): PlancliffError {
  // A run that does nothing is no success: a workflow that forgot the command should not look green.
  if (error.code === 'commander.help') {
    return new PlancliffError('usage', {
      message: 'no command was given',
      hint: 'Run `plancliff --help` for the commands, or `plancliff check` for the main one.',
    });
  }
  const [first = '', ...rest] = error.message.split('\n');
  const suggestion = rest.join(' ').replace(/^\(|\)$/g, '');
  return new PlancliffError('usage', {
    message: first.replace(/^error: /, '').replace(/\.$/, ''),
    hint: suggestion || 'Run the command with --help for its options.',
  });
}
