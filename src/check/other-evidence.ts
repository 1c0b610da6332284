import type { Subject } from '../advice/types';
import type { World } from '../engine/types';
import type { MeasuredCase } from '../findings/evidence';
import type { Catalog } from '../postgres/catalog/types';
import type { Timeline } from '../timeline/types';
import type { Trial } from '../trial/open-trial';
import { bothPlans } from './both-plans';
import { countConditions } from './count-conditions';
import { referentialChecks } from './referential-checks';

/** What is known of a measured case besides its runs, and lines on what could not be found out. */
export interface OtherEvidence {
  readonly evidence: Pick<MeasuredCase, 'counted' | 'bothPlans' | 'referential'>;
  readonly notes: readonly string[];
}

/**
 * @param timeline of the case; undefined where it did not plan
 * @param suspect the case, where its plan does more than its result needs
 * @throws PlancliffError where the server is gone or the run is interrupted
 */
export async function otherEvidence(
  {
    world,
    catalog,
    trial,
  }: { readonly world: World; readonly catalog: Catalog; readonly trial: Trial },
  timeline: Timeline | undefined,
  suspect: Subject | undefined,
): Promise<OtherEvidence> {
  const referential = timeline && (await referentialChecks(world, catalog, timeline));
  const counted = suspect && (await countConditions(trial, suspect.of, suspect.without));
  const both = timeline && (await bothPlans(world, timeline));
  return {
    evidence: {
      ...(counted === undefined || counted.conditions.length === 0
        ? {}
        : { counted: counted.conditions }),
      ...(both === undefined ? {} : { bothPlans: both }),
      ...(referential === undefined || referential.length === 0 ? {} : { referential }),
    },
    notes: counted?.notes ?? [],
  };
}
