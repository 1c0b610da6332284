import { cumulative, pareto } from './pareto';
import type { Skew } from './types';

/** How rows fall on the rows that they refer to, by the numbers of these. */
export interface SkewLaw {
  /** Share of the rows that refer to one of the first so many. */
  readonly upTo: (row: number) => number;
  /** Rows after which the share of a row may jump, rising; between them it falls or is even. */
  readonly jumps: readonly number[];
}

/** @param parents rows that are referred to, at least 1 */
export function skewLaw(skew: Skew, parents: number): SkewLaw {
  const inside = (law: SkewLaw['upTo']) => (row: number) =>
    row <= 0 ? 0 : row >= parents ? 1 : law(row);
  switch (skew.kind) {
    case 'uniform':
      return { upTo: inside((row) => row / parents), jumps: [] };
    case 'zipf': {
      if (skew.exponent === 0) return skewLaw({ kind: 'uniform' }, parents);
      const law = pareto(parents, skew.exponent);
      return { upTo: inside((row) => cumulative(law, row)), jumps: [] };
    }
    case 'hot': {
      const hot = hotParents(skew, parents);
      if (hot === parents) return skewLaw({ kind: 'uniform' }, parents);
      const { share } = skew;
      return {
        upTo: inside((row) =>
          row <= hot ? (share * row) / hot : share + ((1 - share) * (row - hot)) / (parents - hot),
        ),
        jumps: [hot],
      };
    }
    case 'named':
      return namedLaw(skew, parents);
  }
}

type Of<K extends Skew['kind']> = Extract<Skew, { readonly kind: K }>;

/** How many of the parents are hot. */
export function hotParents({ parents: hot = 1 }: Of<'hot'>, parents: number): number {
  return Math.min(parents, hot < 1 ? Math.max(1, Math.round(hot * parents)) : hot);
}

/** The named rows that exist, with their shares: together all rows where no others exist, equal ones if each is zero. */
export function namedRows({ shares }: Of<'named'>, parents: number): Of<'named'>['shares'] {
  const existing = shares.filter(({ row }) => row <= parents);
  const sum = existing.reduce((total, { share }) => total + share, 0);
  if (existing.length < parents) return existing;
  return existing.map(({ row, share }) => ({ row, share: sum > 0 ? share / sum : 1 / parents }));
}

function namedLaw(skew: Of<'named'>, parents: number): SkewLaw {
  const named = namedRows(skew, parents).toSorted((a, b) => a.row - b.row);
  const others = parents - named.length;
  const rest = 1 - named.reduce((total, { share }) => total + share, 0);
  const law = others > 0 ? skewLaw(skew.rest, others) : undefined;
  const before = (row: number) => named.filter((each) => each.row <= row);
  /** The row that is the n-th of those without a name. */
  const nth = (n: number): number =>
    named.reduce((row, each) => (each.row <= row ? row + 1 : row), n);
  return {
    upTo(row) {
      const passed = before(row);
      const shares = passed.reduce((total, { share }) => total + share, 0);
      return shares + (law === undefined ? 0 : rest * law.upTo(row - passed.length));
    },
    jumps: [...named.flatMap(({ row }) => [row - 1, row]), ...(law?.jumps ?? []).map(nth)].sort(
      (a, b) => a - b,
    ),
  };
}

/** A row that has the most, or the fewest, rows referring to it. Of equal ones that in the middle or at three quarters. */
export function parentAt(skew: Skew, parents: number, label: 'common' | 'rare'): number {
  if (skew.kind === 'uniform') return Math.ceil(parents * (label === 'common' ? 0.5 : 0.75));
  const { upTo, jumps } = skewLaw(skew, parents);
  const candidates = [1, ...jumps.flatMap((row) => [row, row + 1]), parents];
  const share = (row: number) => upTo(row) - upTo(row - 1);
  return candidates
    .filter((row) => row >= 1 && row <= parents)
    .reduce((best, row) => {
      const more = share(row) - share(best);
      // The last of equally rare ones.
      return label === 'common' ? (more > 1e-12 ? row : best) : more <= 1e-12 ? row : best;
    });
}

/** Share of the rows that refer to this one. */
export function parentShare(skew: Skew, parents: number, row: number): number {
  const { upTo } = skewLaw(skew, parents);
  return upTo(row) - upTo(row - 1);
}

/** Rows that are referred to about equally often, with the share that each of them has. */
export function parentClasses(
  laws: readonly { readonly law: SkewLaw; readonly share: number }[],
  parents: number,
): readonly { readonly keys: number; readonly share: number }[] {
  const jumps = [...new Set(laws.flatMap(({ law }) => law.jumps)), parents]
    .filter((row) => row >= 1 && row <= parents)
    .sort((a, b) => a - b);
  const classes: { keys: number; share: number }[] = [];
  const upTo = (row: number) =>
    laws.reduce((sum, { law, share }) => sum + share * law.upTo(row), 0);
  let next = 0;
  for (let before = 0; before < parents;) {
    while ((jumps[next] ?? parents) <= before) next += 1;
    const step = Math.max(before + 1, Math.floor(before * 1.05));
    const last = Math.min(jumps[next] ?? parents, step);
    classes.push({ keys: last - before, share: (upTo(last) - upTo(before)) / (last - before) });
    before = last;
  }
  return classes;
}
