import { openSession } from '../../audit/session';
import type { ExitCode } from '../../exit-code';
import { connectTarget } from '../../postgres/connect-url';
import { describeTarget, parseTarget } from '../../postgres/url';
import { readChangedSettings } from '../../pull/read/changed-settings';
import type { CliProcess } from '../cli-process';
import type { CommonOptions } from '../options';
import { profileText } from './profile-text';

export interface ProfileOptions extends CommonOptions {
  readonly databaseUrl: string;
}

/** Milliseconds: two reads of pg_settings. */
const limits = { statementTimeout: 5_000, lockTimeout: 1_000 };

/**
 * Prints the planner settings of a server.
 *
 * @throws PlancliffError where the server cannot be read
 */
export async function printProfile(
  { databaseUrl, env }: ProfileOptions,
  process: CliProcess,
  signal: AbortSignal,
): Promise<ExitCode> {
  const target = parseTarget(databaseUrl, env);
  const connection = await connectTarget(target, 'plancliff profile');
  const disconnect = (): void => void connection.end();
  signal.addEventListener('abort', disconnect);
  try {
    const session = await openSession(connection, limits);
    const settings = await session.read((reader) =>
      readChangedSettings(reader, session.searchPath),
    );
    await session.end();
    process.stdout.write(
      profileText(settings, { server: describeTarget(target), version: session.version }),
    );
    return 0;
  } finally {
    signal.removeEventListener('abort', disconnect);
    await connection.end();
  }
}
