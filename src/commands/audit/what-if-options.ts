import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sqlOf } from '../../scenario/sources/schema-files';
import { readChanges, type WhatIf } from '../../audit/what-if/changes';
import { messageOf, PlancliffError } from '../../errors';
import { readMajor } from '../../text/values';

/** As typed: nothing checked. */
export interface WhatIfNames {
  readonly grow?: string | boolean;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly set?: readonly string[];
  readonly migration?: readonly string[];
  readonly pg?: string;
}

/**
 * The changes that the command line names; undefined where it names none.
 *
 * @throws PlancliffError `usage` where one cannot be read, or nothing shall grow
 */
export async function whatIfOf(cwd: string, flags: WhatIfNames): Promise<WhatIf | undefined> {
  const changes = await readChanges({
    with: flags.with ?? [],
    without: flags.without ?? [],
    set: flags.set ?? [],
    migrations: (flags.migration ?? []).map((file) => ({ file, text: readMigration(cwd, file) })),
  });
  const all =
    flags.pg === undefined
      ? changes
      : { ...(changes ?? noChange), major: readMajor('--pg', flags.pg) };
  if (all !== undefined && flags.grow === false) throw noGrowth();
  return all;
}

const noChange: WhatIf = { statements: [], settings: {}, impossible: [] };

function readMigration(cwd: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(cwd, file));
  } catch (cause) {
    throw new PlancliffError('usage', {
      message: `${file} cannot be read`,
      reason: messageOf(cause),
      hint: 'Name a file with SQL.',
    });
  }
  return sqlOf(bytes, file);
}

export function noGrowth(): PlancliffError {
  return new PlancliffError('usage', {
    message: '--no-grow leaves nothing to look at',
    reason: 'a folder and changes are planned on a twin alone.',
    hint: 'Leave it out, or write --grow 2 for a short run.',
  });
}
