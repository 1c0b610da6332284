import type { CommanderError } from 'commander';
import { PlancliffError } from '../errors';
import { visible } from '../text/shown';
import type { Command } from './command';

/** An option as it is typed, by its long name: `--update` of `-u, --update`, `--scales` of `--scales <range>`. */
export const longName = (flag: string): string => /--[\w-]+/.exec(flag)?.[0] ?? flag;

/** Commander writes `error: …` and, on a line of its own, `(Did you mean …?)`. */
export function usageError(
  error: CommanderError,
  args: readonly string[],
  commands: readonly Pick<Command, 'name' | 'flags'>[],
): PlancliffError {
  // A run that does nothing is no success: a workflow that forgot the command should not look green.
  if (error.code === 'commander.help') {
    return new PlancliffError('usage', {
      message: 'no command was given',
      hint: 'Run `plancliff --help` for the commands, or `plancliff check` for the main one.',
    });
  }
  const [first = '', ...rest] = error.message.split(/\n(?=\()/);
  const unknown = error.code === 'commander.unknownOption';
  const hint =
    (unknown ? hintForOption(args, error.message, commands) : undefined) ??
    rest.join(' ').replace(/^\(|\)$/g, '');
  return new PlancliffError('usage', {
    message: visible(first.replace(/^error: /, '').replace(/\.$/, '')),
    hint:
      hint ||
      (error.code === 'commander.unknownCommand'
        ? `Known: ${commands.map(({ name }) => name).join(', ')}.`
        : 'Run the command with --help for its options.'),
  });
}

/** Suggestions that commander does not make: it compares whole names with the options of one command. */
function hintForOption(
  args: readonly string[],
  message: string,
  commands: readonly Pick<Command, 'name' | 'flags'>[],
): string | undefined {
  const given = /'(-.*)'/s.exec(message)?.[1] ?? '';
  const name = given.replace(/=.*/s, '').replace(/^-+/, '--');
  const command = commands.find((each) => args.includes(each.name));
  if (command === undefined) return undefined;
  if (args.indexOf(given) < args.indexOf(command.name)) {
    return `Options follow the command, as in \`plancliff ${command.name} ${name}\`.`;
  }
  const own = command.flags.map(longName);
  if (own.includes(name)) {
    return given.includes('=') ? `${name} takes no value.` : `Did you mean ${name}?`;
  }
  const longer = name.length < 5 ? [] : own.filter((each) => each.startsWith(name));
  if (longer.length > 0) return `Did you mean ${longer.join(' or ')}?`;
  const others = commands.filter(({ flags }) => flags.map(longName).includes(name));
  if (others.length === 0) return undefined;
  return `${name} is an option of ${others.map((each) => each.name).join(', ')}, and not of ${command.name}.`;
}
