import type { GistDensity } from '../sizes/gist';

/** Densities of neighbours that differ by more are not joined by a straight line without a look between them. */
const unlike = 1.07;

export function isUnlike(a: GistDensity, b: GistDensity): boolean {
  return Math.abs(Math.log(a.density / b.density)) > Math.log(unlike);
}

/**
 * Further builds between neighbours whose pages are not equally full.
 *
 * @param builds the smallest first
 * @param closest ratio of rows below which no look is taken between two builds
 * @param at builds at so many rows; undefined where that cannot be
 */
export async function refineBuilds(
  builds: readonly GistDensity[],
  closest: number,
  at: (rows: number) => Promise<GistDensity | undefined>,
): Promise<readonly GistDensity[]> {
  const all = [...builds];
  for (let k = 1; k < all.length;) {
    const [below, above] = [all[k - 1] as GistDensity, all[k] as GistDensity];
    const near = above.rows / below.rows < closest ** 2;
    const next =
      near || !isUnlike(below, above) ? undefined : await at(Math.sqrt(below.rows * above.rows));
    // A build of a random part may have a few more or fewer rows than were asked for.
    if (next === undefined || next.rows <= below.rows || next.rows >= above.rows) k += 1;
    else all.splice(k, 0, next);
  }
  return all;
}
