import { sampledKeyDistribution } from './extrapolate-keys';
import type { ExpressionKeys } from './expression-keys';
import type { IndexKeys } from './index-keys';
import { evenKeys, type KeyDistribution, metKeys } from './key-distribution';
import type { BtreeMeasure } from './btree-sample';

export interface KeyEvidence {
  /** At the row count in question. */
  readonly keyDistribution: IndexKeys;
  /** At the row count of which the sample was taken. */
  readonly sampled: IndexKeys;
  /** What the columns that keys are computed from would make of it; absent where that is not known. */
  readonly composed?: ExpressionKeys | undefined;
  readonly measured: BtreeMeasure;
  /** Rows of the index at the row count of which the sample was taken. */
  readonly sampledRows: number;
  /** Whether the sample's keys are those that the index has at the row count in question, too. */
  readonly invariant: boolean;
  /** Rows of the index. */
  readonly rows: number;
}

/** Standard errors that the keys in a sample may differ by from those that a distribution expects. */
const standardErrors = 4;
/** Beside chance: what classes of keys leave out. */
const margin = 0.005;

/**
 * Up to this many intervals of rows for a key, all of its rows follow each other: where one key ends and the next
 * begins, a short row or two may have found room on an earlier page.
 */
const oneEach = 3;

/** Below this many rows of a key beside each other, chance put them there. */
const beside = 1.1;

/**
 * What the model says of an index's columns, or of those that its keys are computed from, where that also explains
 * the keys met in a sample. It does not where one column follows another, where a partial index leaves out what most
 * rows have, or where different values make the same key: then the sample alone must do.
 */
export function fitKeys({
  keyDistribution,
  sampled,
  composed,
  measured,
  rows,
  sampledRows,
  invariant,
}: KeyEvidence): IndexKeys {
  const met = measured.keys.reduce((sum, { keys }) => sum + keys, 0);
  const explains = (by: KeyDistribution): boolean => {
    const expected = metKeys(by, measured.rows);
    const repeats = Math.max(1, Math.min(expected, measured.rows - expected));
    return Math.abs(met - expected) <= standardErrors * Math.sqrt(repeats) + margin * measured.rows;
  };
  if (keyDistribution.said && explains(sampled.keyDistribution)) return keyDistribution;
  if (composed !== undefined && !keyDistribution.said && explains(composed.sampled)) {
    return {
      keyDistribution: composed.keyDistribution,
      prefixes: [...keyDistribution.prefixes.slice(0, -1), composed.keyDistribution],
      said: true,
    };
  }
  // Then ANALYZE's own estimate, made at this row count, knows more.
  if (!keyDistribution.said && !invariant && measured.together < beside) return keyDistribution;
  const growth = keyDistribution.said
    ? keysOf(keyDistribution.keyDistribution) / keysOf(sampled.keyDistribution)
    : 1;
  const { together, rowIntervals } = measured;
  const inOrder = rowIntervals !== undefined && rowIntervals <= oneEach * met;
  // Nothing but rows that follow each other share a key.
  const stretched = together > beside && explains(evenKeys(sampledRows / together));
  const found = stretched
    ? evenKeys(rows / together, 0)
    : sampledKeyDistribution(measured.keys, measured.rows, rows, {
        inOrder,
        together,
        growth,
      });
  return {
    keyDistribution: found,
    prefixes: [...keyDistribution.prefixes.slice(0, -1), found],
    said: false,
    approximation: 'duplicates are estimated from a sample',
  };
}

function keysOf(keyDistribution: KeyDistribution): number {
  return keyDistribution.reduce((sum, { keys }) => sum + keys, 0);
}
