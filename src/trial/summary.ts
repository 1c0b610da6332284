import { growth, type Growth } from './work/growth';
import { reproductions, type AccessTrial, type Figures, type Target, type TrialRun } from './types';

/** The runs of one access as one result. */
export function summary(of: {
  readonly case: string;
  readonly target: Target | undefined;
  readonly runs: readonly TrialRun[];
  readonly functions: readonly string[];
}): AccessTrial {
  const { target, runs, functions } = of;
  return {
    case: of.case,
    ...(target === undefined ? {} : { signature: target.plan.accessSignature }),
    reproducedBy: strongest(runs),
    runs,
    functions,
  };
}

function strongest(runs: readonly TrialRun[]): AccessTrial['reproducedBy'] {
  const ranks = runs.flatMap((run) =>
    run.outcome === 'measured' ? [reproductions.indexOf(run.reproducedBy)] : [],
  );
  return reproductions[Math.max(-1, ...ranks)] ?? 'none';
}

/** How a figure of an access grows, from its measured runs; undefined for fewer than two. */
export function growthOf(
  { runs }: Pick<AccessTrial, 'runs'>,
  figure: (of: Figures) => number,
): Growth | undefined {
  return growth(
    runs.flatMap((run) =>
      run.outcome === 'measured' ? [{ size: run.size, value: figure(run.figures) }] : [],
    ),
  );
}
