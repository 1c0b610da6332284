import { Command as Grammar, CommanderError } from 'commander';
import { PlancliffError } from '../errors';
import type { Command, CommonFlags } from './command';
import { commands } from './commands';
import { mainHelp } from './main-help';
import { shown } from '../text/shown';
import { longName, usageError } from './usage-error';

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
    program.parse(asFlag(args), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { print: printed };
    throw usageError(error, args, commands);
  }
  return invocation ?? { print: printed };
}

/** `help check` is `check --help`; commander's own command of that name fails where an exit code is set, as it is here. */
function asFlag(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first !== 'help') return args;
  const [about] = rest.filter((arg) => !arg.startsWith('-'));
  if (about === undefined) return ['--help'];
  return commands.some(({ name }) => name === about) ? [about, '--help'] : [about];
}

function grammar(version: string, found: (invocation: Invocation) => void): Grammar {
  const program = withHelp(new Grammar('plancliff'), mainHelp)
    .version(version, '-V, --version')
    .helpCommand(false);
  for (const command of commands) {
    const { name, help, operands, flags, repeatable = [] } = command;
    const one = withHelp(program.command(name), help).allowExcessArguments(false);
    if (operands !== undefined) one.argument(operands);
    const all = [...flags, ...commonFlags];
    for (const flag of all) {
      if (repeatable.includes(flag)) one.option(flag, '', collectorOf(flag));
      else if (flag.includes('<')) one.option(flag, '', onceOnly(flag));
      else one.option(flag);
    }
    refuseContradictions(one, all);
    one.action((...given: unknown[]) => {
      // Commander hands over the operands, where the command takes any, then the flags.
      const [list, options] = operands === undefined ? [[], given[0]] : given;
      const operandsGiven = list as string[];
      if (operandsGiven.some((operand) => operand.trim() === '')) throw emptyValue('an argument');
      found({ command, operands: operandsGiven, flags: options as CommonFlags });
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

type Collector = (value: string, before: readonly string[] | undefined) => readonly string[];

function collectorOf(flag: string): Collector {
  return (value, before) => [...(before ?? []), filled(flag, value)];
}

/** Refuses a second value of a flag that takes one: commander would ignore the first without a message. */
function onceOnly(flag: string): (value: string, before: string | undefined) => string {
  return (value, before) => {
    if (before === undefined) return filled(flag, value);
    throw new PlancliffError('usage', {
      message: `${longName(flag)} is given twice: '${shown(before)}' and '${shown(value)}'`,
      hint: 'Leave one of them out.',
    });
  };
}

function filled(flag: string, value: string): string {
  if (value.trim() !== '') return value;
  throw emptyValue(`the value of ${longName(flag)}`);
}

function emptyValue(what: string): PlancliffError {
  return new PlancliffError('usage', {
    message: `${what} is empty`,
    hint: 'Write one, or leave it out; a variable of the shell may not be set.',
  });
}

/** Refuses `--trial` with `--no-trial`: commander would take the last without a message. */
function refuseContradictions(command: Grammar, flags: readonly string[]): void {
  const names = flags.map(longName);
  const given = new Set<string>();
  for (const negative of names.filter((name) => name.startsWith('--no-'))) {
    const positive = negative.replace(/^--no-/, '--');
    if (!names.includes(positive)) continue;
    for (const name of [positive, negative]) {
      command.on(`option:${name.slice(2)}`, () => {
        given.add(name);
        if (!given.has(positive) || !given.has(negative)) return;
        throw new PlancliffError('usage', {
          message: `${positive} and ${negative} contradict each other`,
          hint: 'Leave one of them out.',
        });
      });
    }
  }
}
