import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from './commands/audit';
import { check } from './commands/check';
import { type CliProcess, signalExitCodes } from './commands/cli-process';
import { init } from './commands/init';
import { listenForSignals } from './commands/interruption';
import { list } from './commands/list';
import { errorText } from './commands/print-error';
import { type Invocation, parseArguments } from './commands/program';
import { secretsOf } from './commands/secrets';
import { verify } from './commands/verify';
import type { ExitCode } from './exit-code';
import { auditOptions, checkOptions, initOptions, listOptions, verifyOptions } from './options';

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
    const invocation = parseArguments(args, readVersion());
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
  switch (invocation.command) {
    case 'print':
      process.stdout.write(invocation.text);
      return 0;
    case 'check':
      return check(
        await checkOptions(process, invocation.names, invocation.flags),
        process,
        signal,
      );
    case 'list':
      return list(await listOptions(process, invocation.names, invocation.flags), process);
    case 'audit':
      return audit(
        await auditOptions(process, invocation.sources, invocation.flags),
        process,
        signal,
      );
    case 'verify':
      return verify(
        await verifyOptions(process, invocation.names, invocation.flags),
        process,
        signal,
      );
    case 'init':
      process.stdout.write(await init(initOptions(process, invocation.flags)));
      return 0;
  }
}

/** `plancliff check --json | head` closes the pipe early: that is no failure. */
function ignoreClosedPipes(process: CliProcess): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

function readVersion(): string {
  const text = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
