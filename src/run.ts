import { type CliProcess, signalExitCodes } from './commands/cli-process';
import { listenForSignals } from './commands/interruption';
import { errorText } from './commands/print-error';
import { type Invocation, parseArguments } from './commands/program';
import { secretsOf } from './commands/secrets';
import type { ExitCode } from './exit-code';
import { packageInfo } from './package-info';

/**
 * The whole command line: reads the arguments, does what they say, prints, and sets the exit code.
 *
 * Never calls `process.exit`, which would cut a large document on its way into a pipe.
 */
export async function run(process: CliProcess): Promise<void> {
  const args = process.argv.slice(2);
  const interruption = listenForSignals(process);
  ignoreClosedPipes(process);
  // Until it is over a run has failed: should Node find nothing left to wait for, that is no success.
  process.exitCode = 2;
  try {
    const invocation = parseArguments(args, packageInfo().version);
    process.exitCode = await execute(invocation, process, interruption.signal);
  } catch (error) {
    process.exitCode = 2;
    if (interruption.received() === undefined) {
      const verbose = args.includes('--verbose');
      process.stderr.write(errorText(error, { verbose, secrets: secretsOf(process) }));
    }
  } finally {
    interruption.stop();
    const received = interruption.received();
    if (received !== undefined) process.exitCode = signalExitCodes[received];
  }
}

async function execute(
  invocation: Invocation,
  process: CliProcess,
  signal: AbortSignal,
): Promise<ExitCode> {
  if ('print' in invocation) {
    process.stdout.write(invocation.print);
    return 0;
  }
  const { command, operands, flags } = invocation;
  return command.run({ operands, flags, process, signal });
}

/** `plancliff check --json | head` closes the pipe early: that is no failure. */
function ignoreClosedPipes(process: CliProcess): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
