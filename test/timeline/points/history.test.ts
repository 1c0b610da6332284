import type { PlanOutcome } from '../../../src/plan/types';
import type { Case } from '../../../src/scenario/types';
import { newHistory, pointsOf } from '../../../src/timeline/points/history';
import type { BoundedRunnerUp } from '../../../src/timeline/types';

test('points rise, leave out what did not plan, and have the runner-up of their own scale', () => {
  const history = newHistory({} as Case);
  const planned = { ok: true, plan: {}, statement: {} } as PlanOutcome;
  history.outcomes.set(30_000, planned);
  history.outcomes.set(1_000, planned);
  history.outcomes.set(5_000, { ok: false, failure: { message: 'no' } } as PlanOutcome);
  const runnerUp = { worstCost: 7 } as BoundedRunnerUp;
  history.bounded.set(30_000, runnerUp);
  // By the type's own name: a spread under another name compiles, and the rules then see no runner-up.
  expect(pointsOf(history).map((point) => [point.scale, point.runnerUp])).toEqual([
    [1_000, undefined],
    [30_000, runnerUp],
  ]);
});
