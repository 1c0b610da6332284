import { Command as Grammar, CommanderError } from 'commander';
import { PlancliffError } from '../errors';
import type { Command, CommonFlags } from './command';
import { commands } from './commands';
import { mainHelp } from './main-help';

/** What the command line asks for. */
export type Invocation =
  | { readonly print: string }
  | {
      readonly command: Command;
      readonly operands: readonly string[];
      readonly flags: CommonFlags;
    };

/**
 * Reads the arguments after `node plancliff`.
 *
 * @throws PlancliffError `usage`, naming the nearest right option or command
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
    if (error.exitCode === 0) return { print: printed };
    throw usageError(error);
  }
  return invocation ?? { print: printed };
}

function grammar(version: string, found: (invocation: Invocation) => void): Grammar {
  const program = withHelp(new Grammar('plancliff'), mainHelp)
    .version(version, '-V, --version')
    .helpCommand(true);
  for (const command of commands) {
    const { name, help, operands, flags, repeatable = [] } = command;
    const one = withHelp(program.command(name), help).allowExcessArguments(false);
    if (operands !== undefined) one.argument(operands);
    for (const flag of [...flags, ...commonFlags]) {
      if (repeatable.includes(flag)) one.option(flag, '', collect);
      else one.option(flag);
    }
    one.action((...given: unknown[]) => {
      // Commander hands over the operands, where the command takes any, then the flags.
      const [list, options] = operands === undefined ? [[], given[0]] : given;
      found({ command, operands: list as string[], flags: options as CommonFlags });
    });
  }
  return program;
}

const commonFlags = [
  '--config <file>',
  '--color',
  '--no-color',
  '--verbose',
  '-q, --quiet',
] as const;

function withHelp(command: Grammar, text: string): Grammar {
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
