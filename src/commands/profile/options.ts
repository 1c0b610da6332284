import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { readOptions } from '../options';
import { stagingUrl } from '../staging-url';
import type { ProfileOptions } from './profile';

/** As typed: nothing checked, nothing filled in. */
export interface ProfileFlags extends CommonFlags {
  readonly databaseUrl?: string;
}

export async function profileOptions(
  process: CliProcess,
  operands: readonly string[],
  flags: ProfileFlags,
  load?: LoadConfig,
): Promise<ProfileOptions> {
  const { common } = await readOptions(process, flags, load);
  if (operands.length > 0) {
    throw new PlancliffError('usage', {
      message: `profile takes no argument, and '${operands.join(' ')}' was given`,
      hint: 'Run `plancliff profile --database-url postgres://reader@staging.example/shop`.',
    });
  }
  return { ...common, databaseUrl: stagingUrl('profile', flags.databaseUrl, common.env) };
}
