import type { CaseWorld } from '../test/helpers/world';
import type { Case } from '../src/scenario/types';
import type { Change } from './changes';
import { polled, type Votes } from './polled';
import { withoutReturn } from './real-once';
import { changesIn } from './search';
import { pointsBeyond, spreadOf, withoutFlutter, type Spread } from './spread';
import { type BenchContext, casesOf, inWorlds } from './workload';

/** A change over real rows: where half of the runs of ANALYZE have changed their plan, and how far these disagree. */
export interface RealChange extends Change {
  readonly spread: Spread;
}

/**
 * Loads these row counts, then bisects the changes that show, and at last looks how far runs of ANALYZE disagree about
 * each.
 *
 * @param contexts of one scenario, each with its own seed: one for each load of a row count
 */
export async function realChanges(
  contexts: readonly [BenchContext, ...BenchContext[]],
  scales: readonly number[],
  onLoad: (scale: number) => void,
): Promise<readonly RealChange[]> {
  const [context] = contexts;
  const cases = casesOf(context.scenario);
  return inWorlds('seed', contexts, async (first, ...others) => {
    const { votesOf, ...world } = polled(first, ...others);
    const once = withoutReturn(world, onLoad);
    const seen = await changesIn(context, once, 1, scales);
    const changes = cases.flatMap(({ id }) =>
      withoutFlutter(
        seen.filter(({ of }) => of === id),
        votesOf(id),
      ),
    );
    await lookBeyond(changes, cases, once, votesOf);
    return changes.map((change) => ({ ...change, spread: spreadOf(change, votesOf(change.of)) }));
  });
}

/** Looks at row counts ever farther from each change until the runs of ANALYZE agree there, on either side. */
async function lookBeyond(
  changes: readonly Change[],
  cases: readonly Case[],
  { planAt }: Pick<CaseWorld, 'planAt'>,
  votesOf: (id: string) => Votes,
): Promise<void> {
  for (;;) {
    const wanted = changes.flatMap((change) =>
      pointsBeyond(change, votesOf(change.of)).map((scale) => ({ scale, of: change.of })),
    );
    if (wanted.length === 0) return;
    const scales = [...new Set(wanted.map(({ scale }) => scale))].sort((a, b) => a - b);
    for (const scale of scales) {
      const here = wanted.filter((each) => each.scale === scale);
      await planAt(
        scale,
        cases.filter(({ id }) => here.some(({ of }) => of === id)),
      );
    }
  }
}
