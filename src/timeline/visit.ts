import { PlancliffError } from '../errors';
import { openParallelScales } from './parallel-scales';

/** How far a sweep is: `visited` scales of `known`, which grows as changes come to light. */
export interface SweepProgress {
  readonly scale: number;
  readonly visited: number;
  readonly known: number;
}

/** Works through scales, some at once, and reports each. */
export type Visit = <Work>(
  batch: ReadonlyMap<number, Work>,
  work: (scale: number, what: Work) => Promise<void>,
) => Promise<void>;

interface VisitOptions {
  /** How many scales may be under way at once. */
  readonly scalesAtOnce: number;
  readonly onPoint?: (progress: SweepProgress) => void;
  readonly signal?: AbortSignal;
}

/** @param onLeave called when nothing more is planned at a scale */
export function visitor(options: VisitOptions, onLeave: (scale: number) => void): Visit {
  let visited = 0;
  let known = 0;
  const onEachScale = openParallelScales(options.scalesAtOnce);
  return async <Work>(
    batch: ReadonlyMap<number, Work>,
    work: (scale: number, what: Work) => Promise<void>,
  ) => {
    known += batch.size;
    await onEachScale([...batch.keys()], async (scale) => {
      if (options.signal?.aborted === true) {
        throw new PlancliffError('interrupted', { message: 'the sweep was interrupted' });
      }
      await work(scale, batch.get(scale) as Work);
      onLeave(scale);
      visited += 1;
      options.onPoint?.({ scale, visited, known });
    });
  };
}
