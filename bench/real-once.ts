import type { CaseWorld } from '../test/helpers/world';
import type { PlanOutcome } from '../src/plan/types';

/**
 * A world that never goes back to a row count: what it planned there it remembers, and what else would be asked there
 * it refuses. Going back means to load all rows again, only to learn what a change costs, which is not compared.
 */
export function withoutReturn(
  world: Pick<CaseWorld, 'planAt' | 'replan'>,
  onLoad: (scale: number) => void = () => undefined,
): Pick<CaseWorld, 'planAt' | 'replan'> {
  const known = new Map<string, PlanOutcome>();
  let present: number | undefined;
  return {
    async planAt(scale, cases) {
      const missing = cases.filter(({ id }) => !known.has(`${scale} ${id}`));
      if (missing.length > 0) {
        if (scale !== present) onLoad(scale);
        present = scale;
        const outcomes = await world.planAt(scale, missing);
        missing.forEach(({ id }, place) => {
          const outcome = outcomes[place];
          if (outcome !== undefined) known.set(`${scale} ${id}`, outcome);
        });
      }
      return cases.flatMap(({ id }) => known.get(`${scale} ${id}`) ?? []);
    },
    replan: (scale, statement, changed) =>
      scale === present
        ? world.replan(scale, statement, changed)
        : Promise.resolve({ ok: false, failure: { message: 'not loaded any more', statement } }),
  };
}
