import { nodesOf } from '../../plan/nodes';
import type { Suggest, Situation } from '../situation';
import type { Suggestion } from '../types';

/** A planner setting that the plan depends on, at a value that servers often have. */
export const setting: Suggest = (situation) =>
  [customPlan(situation), workMem(situation), randomPage(situation)].filter(
    (each) => each !== undefined,
  );

function customPlan({ settings }: Situation): Suggestion | undefined {
  if (settings['plan_cache_mode'] !== 'force_generic_plan') return undefined;
  return of(
    'plan_cache_mode',
    'force_custom_plan',
    'the generic plan has to serve every value of the parameters',
  );
}

/** A subplan that is not hashed, or a sort, hash or aggregate that the planner expects to spill. */
function workMem({ plan }: Situation): Suggestion | undefined {
  const needs = nodesOf(plan.document.root).some(({ node }) => {
    const filter = node.properties['Filter'];
    const unhashed = typeof filter === 'string' && /(?<!hashed )\bSubPlan\b/.test(filter);
    const batches = node.properties['Planned Partitions'];
    return unhashed || (typeof batches === 'number' && batches > 0);
  });
  if (!needs) return undefined;
  return of(
    'work_mem',
    '256MB',
    'a step of the plan does not fit in the work_mem of this scenario',
  );
}

/** The default is that of a disk that seeks. */
function randomPage({ settings, accesses }: Situation): Suggestion | undefined {
  const price = Number(settings['random_page_cost'] ?? '4');
  if (!accesses.some(({ method }) => method === 'seq') || price <= 1.1) return undefined;
  return of(
    'random_page_cost',
    '1.1',
    `at ${price} the planner reads a whole table in preference to pages at random`,
  );
}

function of(name: string, value: string, reason: string): Suggestion {
  return {
    kind: 'setting',
    text: `set ${name} = '${value}'`,
    reason,
    candidate: { settings: { [name]: value } },
  };
}
