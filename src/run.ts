import { type CliProcess, signalExitCodes } from './commands/cli-process';
import { listenForSignals } from './commands/interruption';
import { errorText } from './commands/print-error';
import { programName } from './commands/program-name';
import { type Invocation, parseArguments } from './commands/program';
import { readEnvironment, workingFolder } from './commands/environment';
import { secretsOf } from './commands/secrets';
import { PlancliffError } from './errors';
import type { ExitCode } from './exit-code';
import { packageInfo } from './package-info';
import { privateCache } from './postgres/embedded/cache-folder';
import { redact } from './postgres/redact';
import { type ModuleProcess, openModuleProcess } from './scenario/sources/process/module-process';
import { readDuration } from './text/values';

/**
 * The whole command line: reads the arguments, does what they say, prints, and sets the exit code.
 *
 * Never calls `process.exit`, which would cut a large document on its way into a pipe.
 */
export async function run(process: CliProcess): Promise<void> {
  const args = process.argv.slice(2);
  const interruption = listenForSignals(process);
  const output = watchOutput(process);
  // Until it is over a run has failed: should Node find nothing left to wait for, that is no success.
  process.exitCode = 2;
  let modules: ModuleProcess | undefined;
  try {
    const invocation = parseArguments(args, packageInfo().version);
    process.exitCode = await execute(invocation, process, interruption.signal, () => {
      const opened = openModules(process);
      interruption.signal.addEventListener('abort', opened.close);
      return (modules = opened);
    });
  } catch (error) {
    process.exitCode = 2;
    if (isWriteError(error)) {
      // Some versions of Node throw what others emit.
      output.fail(error);
    } else if (interruption.received() === undefined) {
      const verbose = args.includes('--verbose');
      process.stderr.write(
        errorText(error, {
          verbose,
          secrets: secretsOf(process),
          program: programName(process.env),
        }),
      );
    } else if (error instanceof PlancliffError && error.during !== undefined) {
      process.stderr.write(redact(`Stopped while running ${error.during}\n`));
    }
  } finally {
    modules?.close();
    interruption.stop();
    if (output.failed()) process.exitCode = 2;
    const received = interruption.received();
    if (received !== undefined) process.exitCode = signalExitCodes[received];
  }
}

async function execute(
  invocation: Invocation,
  process: CliProcess,
  signal: AbortSignal,
  open: () => ModuleProcess,
): Promise<ExitCode> {
  if ('print' in invocation) {
    process.stdout.write(invocation.print);
    return 0;
  }
  const { command, operands, flags } = invocation;
  const modules = open();
  if (command.loadsModules === true) modules.start();
  return command.run({ operands, flags, process, signal, modules });
}

/** The process that scenarios and the config run in: what they print goes to standard error. */
function openModules(process: CliProcess): ModuleProcess {
  const env = readEnvironment(process);
  return openModuleProcess({
    cwd: workingFolder(process),
    timeout: readDuration('PLANCLIFF_LOAD_TIMEOUT', env['PLANCLIFF_LOAD_TIMEOUT']?.trim() || '30s'),
    cache: privateCache(env, 'modules'),
    onOutput: (text) => void process.stderr.write(text),
  });
}

interface Output {
  /** Reports, once, that a stream refused what was written, and makes the run a failure. */
  fail(error: NodeJS.ErrnoException): void;
  failed(): boolean;
}

/**
 * Listens for errors of standard output and standard error, which come late: the run may have ended by then.
 * `plancliff check --json | head` closes the pipe early: that is no failure.
 */
function watchOutput(process: CliProcess): Output {
  let failed = false;
  const fail = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE' || failed) return;
    failed = true;
    process.exitCode = 2;
    const refused = new PlancliffError('disk', {
      message: `the output could not be written: ${error.message}`,
    });
    process.stderr.write(errorText(refused, { verbose: false }));
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', fail);
  return { fail, failed: () => failed };
}

/** By shape: an error of the system that names no file, as `write` to an open descriptor does not. */
function isWriteError(error: unknown): error is NodeJS.ErrnoException {
  const { syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  return syscall === 'write' && path === undefined;
}
