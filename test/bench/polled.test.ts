import { isClear, polled } from '../../bench/polled';
import type { Plan, PlanOutcome } from '../../src/plan/types';
import type { Case } from '../../src/scenario/types';

const statement = { sql: 'select 1', parameters: [] };
const planned = (accessSignature: string, cost = 1): PlanOutcome => ({
  ok: true,
  plan: { accessSignature, cost } as Plan,
  statement,
});
const cast = (index: number, seq: number): readonly PlanOutcome[] => [
  ...Array.from({ length: index }, () => planned('index')),
  ...Array.from({ length: seq }, () => planned('seq')),
];

/** A world that plans by the run of ANALYZE that came last; none leads to the access of `planAt` itself. */
function world(accessOf: (run: number) => string) {
  let runs = 0;
  return {
    runs: () => runs,
    planAt: (_: number, cases: readonly Case[]) =>
      Promise.resolve(cases.map(() => planned('by an election'))),
    inspect: () => Promise.resolve((runs += 1)),
    replan: () => Promise.resolve(planned(accessOf(runs))),
  };
}

test('five runs that agree are enough, and fewer are not', () => {
  expect(isClear(cast(4, 0))).toBe(false);
  expect(isClear(cast(5, 0))).toBe(true);
});

test('runs that disagree need a lead that chance seldom gives, or end undecided', () => {
  expect(isClear(cast(4, 1))).toBe(false);
  expect(isClear(cast(8, 1))).toBe(true);
  expect(isClear(cast(12, 6))).toBe(false);
  expect(isClear(cast(13, 12))).toBe(true);
});

test('the plan at a row count is that of most runs of ANALYZE', async () => {
  const real = world((run) => (run % 3 === 0 ? 'seq' : 'index'));
  const poll = polled(real as never);
  const [outcome] = await poll.planAt(10, [{ id: 'a' } as Case]);
  expect(outcome).toMatchObject({ plan: { accessSignature: 'index' } });
  const votes = poll.votesOf('a').get(10) ?? [];
  expect(votes).toHaveLength(real.runs());
  expect(votes.slice(0, 3)).toEqual(['index', 'index', 'seq']);
});

test('only a case on which runs disagree is planned again after five of them', async () => {
  const real = world(() => 'index');
  const poll = polled(real as never);
  await poll.planAt(10, [{ id: 'a' } as Case, { id: 'b' } as Case]);
  expect(real.runs()).toBe(5);
  expect(poll.votesOf('b').get(10)).toHaveLength(5);
  expect(poll.votesOf('c').size).toBe(0);
});

test('each of several loads has its say', async () => {
  const poll = polled(
    ...([world(() => 'index'), world(() => 'seq'), world(() => 'seq')] as never[] as [never]),
  );
  const [outcome] = await poll.planAt(10, [{ id: 'a' } as Case]);
  expect(outcome).toMatchObject({ plan: { accessSignature: 'seq' } });
  expect(poll.votesOf('a').get(10)?.slice(0, 3)).toEqual(['index', 'seq', 'seq']);
});
