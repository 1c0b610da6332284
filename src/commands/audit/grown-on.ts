import { runGrowth } from '../../audit/growth/run-growth';
import type { GrowthRun } from '../../audit/growth/types';
import type { AuditResult } from '../../audit/types';
import type { WhatIf } from '../../audit/what-if/changes';
import { runWhatIf } from '../../audit/what-if/run-what-if';
import { holdServer } from '../hold-server';
import { twinServer, type TwinServerHolder } from '../twin-server';
import type { AuditOptions } from './options';

/** The same on servers that are yet to come. */
export interface GrownOn extends Omit<GrowthRun, 'server' | 'lacks'> {
  readonly twins: TwinServerHolder;
  readonly options: Pick<AuditOptions, 'env' | 'cwd'>;
  readonly whatIf: WhatIf | undefined;
}

/** What growth does to statements, and what changes would do to that. */
export async function grownOn({
  twins,
  options,
  whatIf,
  ...of
}: GrownOn): Promise<Pick<AuditResult, 'growth' | 'whatIf'>> {
  const upgraded =
    whatIf?.major === undefined
      ? undefined
      : holdServer(twinServer(options, whatIf.major), of.signal, () => undefined);
  try {
    // A major that is not here ends the run before anything is planned.
    const other = await upgraded?.get();
    const run = { ...of, ...(await twins.get()) };
    const { growth, swept } = await runGrowth(run);
    if (whatIf === undefined) return { growth };
    const changed = { ...run, server: other ?? run.server };
    return { growth, whatIf: await runWhatIf(changed, whatIf, swept) };
  } finally {
    await upgraded?.close();
  }
}
