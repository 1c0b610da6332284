import { zipfCount } from '../../../model/expression/number';
import { spanOf } from '../../../model/expression/time';
import { hotParents, parentClasses, skewLaw } from '../../../model/skew-law';
import type { Distribution, Skew } from '../../../model/types';
import { branchKeys } from './branch-keys';
import {
  evenKeys,
  type KeyDistribution,
  uniqueKeys,
  weightedKeys,
  withOneKey,
} from './key-distribution';

type Reference = Extract<Distribution, { kind: 'reference' }>;

export interface ColumnContext {
  /** Rows of the relation. */
  readonly rows: number;
  /** Rows of the table whose partition it is, if it is one; the same otherwise. */
  readonly all: number;
  /** `format_type` of the column. */
  readonly type: string;
  /** Rows of another table at the same scale. */
  readonly rowsOf: (table: string) => number;
  /** The distribution of another column of the table. */
  readonly columnOf: (name: string) => Distribution | undefined;
  /** The scenario's clock, milliseconds since 1970. */
  readonly clock: number;
}

/** How the rows fall on a column's values; undefined where only the values themselves could tell. */
export function columnKeyDistribution(
  distribution: Distribution,
  context: ColumnContext,
): KeyDistribution | undefined {
  const { rows, type } = context;
  switch (distribution.kind) {
    case 'serial':
    case 'email':
    case 'uuid-v4':
    case 'uuid-v7':
      return uniqueKeys(rows);
    case 'uniform': {
      const { min, max, integer } = distribution;
      const steps =
        integer || isInteger(type)
          ? max - min + (integer ? 1 : 0)
          : (max - min) * 10 ** fractionDigits(type);
      return even(steps, rows);
    }
    case 'uniform-distinct':
      return evenKeys(Math.max(1, Math.round(context.all * distribution.perRow)));
    case 'normal': {
      const { deviation, integer } = distribution;
      return normalKeys(
        deviation * (integer || isInteger(type) ? 1 : 10 ** fractionDigits(type)),
        rows,
      );
    }
    case 'zipf':
      return weightedKeys(zipfCount(distribution, context.all), (k) => k ** -distribution.exponent);
    case 'weighted': {
      const total = distribution.values.reduce((sum, each) => sum + each.weight, 0);
      return distribution.values
        .filter((each) => each.weight > 0)
        .map((each) => ({ keys: 1, share: each.weight / total }));
    }
    case 'boolean':
      return [distribution.share, 1 - distribution.share]
        .filter((share) => share > 0)
        .map((share) => ({ keys: 1, share }));
    case 'reference':
      return referenceKeyDistribution(distribution, context.rowsOf(distribution.table));
    case 'time':
    case 'time-uniform': {
      const { start, end } = spanOf(distribution, context.clock);
      return even((end - start) * ticks(type), rows);
    }
    case 'text':
      return distribution.distinct === undefined
        ? uniqueKeys(rows)
        : evenKeys(distribution.distinct);
    case 'nullable': {
      const keyDistribution = columnKeyDistribution(distribution.of, context);
      return keyDistribution && withOneKey(distribution.share, keyDistribution);
    }
    case 'correlated':
      return columnKeyDistribution(distribution.of, context);
    case 'constant':
      return [{ keys: 1, share: 1 }];
    case 'number-within': {
      const of = context.columnOf(distribution.column);
      if (of?.kind !== 'reference') return undefined;
      return numberKeys(of.skew, context.rowsOf(of.table), context.all);
    }
    case 'classes':
    case 'phases':
      return branchKeys(distribution, context, (of, among) =>
        columnKeyDistribution(of, { ...context, rows: among }),
      );
    case 'jsonb':
    case 'array':
    case 'words':
    case 'sql':
      return undefined;
  }
}

function even(steps: number, rows: number): KeyDistribution {
  // So many more steps than rows that hardly two rows meet.
  return steps > rows * 1e4 ? uniqueKeys(rows) : evenKeys(Math.max(1, Math.round(steps)));
}

/**
 * Children of one parent lie within two parents' worth of rows, each of them there with a chance of up to a
 * half: the sum of p(1 - p) over that trapezoid, for a mean of 1.
 */
const orderedSpread = 7 / 12;

function referenceKeyDistribution({ skew, ordered }: Reference, parents: number): KeyDistribution {
  switch (skew.kind) {
    case 'uniform':
      return evenKeys(parents, ordered ? orderedSpread : 1);
    case 'zipf':
      return weightedKeys(parents, (k) => k ** -skew.exponent);
    case 'hot':
      if (skew.parents !== undefined) {
        const hot = hotParents(skew, parents);
        if (hot >= parents || skew.share >= 1) return evenKeys(hot);
        return [
          { keys: hot, share: skew.share / hot },
          { keys: parents - hot, share: (1 - skew.share) / (parents - hot) },
        ];
      }
      return parents > 1 ? withOneKey(skew.share, evenKeys(parents - 1)) : evenKeys(1);
    case 'named':
      return parentClasses([{ law: skewLaw(skew, parents), share: 1 }], parents);
  }
}

/** Numbers within parents: as common as there are parents with at least so many rows. */
function numberKeys(skew: Skew, parents: number, rows: number): KeyDistribution {
  const sizes = parentClasses([{ law: skewLaw(skew, parents), share: 1 }], parents)
    .map(({ keys, share }) => ({ keys, size: share * rows }))
    .sort((a, b) => b.size - a.size);
  let reached = 0;
  return sizes.flatMap(({ keys, size }, k) => {
    reached += keys;
    const numbers = size - (sizes[k + 1]?.size ?? 0);
    return numbers > 1e-9 ? [{ keys: numbers, share: reached / rows }] : [];
  });
}

/** The bell in strips of a quarter deviation; `deviation` counted in steps of the type. */
function normalKeys(deviation: number, rows: number): KeyDistribution {
  if (deviation > rows * 1e4) return uniqueKeys(rows);
  const strips = Array.from({ length: 36 }, (_, k) => ({
    keys: Math.max(1, deviation / 4),
    weight: Math.exp(-((k - 17.5) ** 2) / 32),
  }));
  const total = strips.reduce((sum, strip) => sum + strip.keys * strip.weight, 0);
  return strips.map(({ keys, weight }) => ({ keys, share: weight / total }));
}

function isInteger(type: string): boolean {
  return /^(small|big)?int(eger)?$/.test(type);
}

/** Digits after the point that the type keeps. */
function fractionDigits(type: string): number {
  const scale = /^numeric\(\d+,(-?\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) return Number(scale);
  if (/^numeric\(\d+\)$/.test(type)) return 0;
  return type === 'real' ? 5 : 12;
}

/** Different values a second, for types of time. */
function ticks(type: string): number {
  if (type === 'date') return 1 / 86_400;
  const digits = /\((\d)\)/.exec(type)?.[1];
  return 10 ** Number(digits ?? 6);
}
