import type { Case } from '../scenario/types';
import { accessKey } from './access-key';
import { once } from './once';
import type { RunAll } from './run-at-sizes';
import { applyCandidate, setDistinct } from './server/candidate';
import type {
  AccessTrial,
  Candidate,
  CandidateCost,
  CandidateTrial,
  Target,
  TrialRun,
} from './types';

interface KnownRun {
  readonly run: TrialRun;
  readonly cost: CandidateCost | undefined;
}

/** Runs a case with a candidate in place, at some of the trial's sizes or at all. */
export type TryCandidate = (
  of: Case,
  candidate: Candidate,
  target?: Target,
  only?: readonly number[],
) => Promise<CandidateTrial>;

/** A candidate is tried at the largest size first, and at all of them if it is of use: that run is not repeated. */
export function candidateTrials(runAll: RunAll): TryCandidate {
  const candidates = new Map<Candidate, Map<string, KnownRun>>();
  return async (of, candidate, target, only) => {
    const runs = once(candidates, candidate, () => new Map<string, KnownRun>());
    const key = (size: number): string => `${accessKey(of, target)}\0${size}`;
    const costs = new Map<number, CandidateCost>();
    const trial = await runAll(of, target, {
      only,
      change: {
        rewrite: candidate.rewrite,
        async prepare(session, size) {
          costs.set(size, await applyCandidate(session, size, candidate));
        },
        afterStatistics: ({ connection }) => setDistinct(connection, candidate),
      },
      known(size) {
        const before = runs.get(key(size));
        if (before?.cost !== undefined) costs.set(size, before.cost);
        return before?.run;
      },
    });
    for (const run of trial.runs) runs.set(key(run.size), { run, cost: costs.get(run.size) });
    const inOrder = [...costs.values()].sort((a, b) => a.size - b.size);
    return { ...trial, costs: inOrder, taken: takenAt(trial, inOrder) };
  };
}

/** Sizes where the measured plan reads by an index of the candidate. */
function takenAt({ runs }: AccessTrial, costs: readonly CandidateCost[]): readonly number[] {
  return runs.flatMap((run) => {
    if (run.outcome !== 'measured') return [];
    const made = costs.find(({ size }) => size === run.size)?.indexes ?? [];
    const used = run.plan.accesses.some(({ indexes }) =>
      indexes.some((name) => made.includes(name)),
    );
    return used ? [run.size] : [];
  });
}
