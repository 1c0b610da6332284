import { join } from 'node:path';
import { config as readDotenv } from 'dotenv';
import { PlancliffError } from '../errors';
import type { CliProcess } from './cli-process';

/** @throws PlancliffError `usage` where the folder that the process was started in is gone */
export function workingFolder(process: Pick<CliProcess, 'cwd'>): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new PlancliffError('usage', {
      message: 'the working folder does not exist any more',
      hint: 'Change to a folder that exists, then run the command again.',
      cause,
    });
  }
}

/** `.env` adds to the environment and never overrides it; the process's own is left as it is. */
export function readEnvironment(process: CliProcess): NodeJS.ProcessEnv {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  readDotenv({ path: join(workingFolder(process), '.env'), quiet: true, processEnv: env });
  return env;
}
