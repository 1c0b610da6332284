import { runGrowth } from '../../audit/growth/run-growth';
import type { GrowthRun } from '../../audit/growth/types';
import type { AuditResult } from '../../audit/types';
import type { WhatIf } from '../../audit/what-if/changes';
import { runWhatIf } from '../../audit/what-if/run-what-if';

/** What growth does to statements, and what changes would do to that. */
export async function grownOn({
  whatIf,
  ...run
}: GrowthRun & { readonly whatIf: WhatIf | undefined }): Promise<
  Pick<AuditResult, 'growth' | 'whatIf'>
> {
  const { growth, swept } = await runGrowth(run);
  if (whatIf === undefined) return { growth };
  return { growth, whatIf: await runWhatIf(run, whatIf, swept) };
}
