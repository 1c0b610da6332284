import type { KeyOrder } from '../keys/key-order';
import { type KeyDistribution, keyGroups } from '../keys/key-distribution';
import { linePointer, pageSize } from '../pages/format';

/**
 * How full the leaf pages of b-trees are that grew row by row: as on indexes that existed before 100,000 and 400,000 rows
 * came in (docs/how-scaling-works.md).
 */

/** Keys that come in anywhere split pages in halves: these are ln 2 full on average. */
const halved = 0.69;
/** New rows of a key with a posting list stand beside it until the page is full, and take three times the room there. */
const withPostings = 0.63;
/** A split within the rows of one key leaves so much on the left page (BTREE_SINGLEVAL_FILLFACTOR, nbtree.h). */
const withinKey = 0.945;
/** The half behind the one place at which keys come in gets no more of them. */
const atOnePlace = 0.51;
/** Many places at which keys come in, with less than a page for each. */
const manyPlaces = { ends: 0.62, others: 0.67 };

/** Rows that a key has at least where most of them stand in posting lists. */
const posted = 10;
/** Rows of a posting list as CREATE INDEX fills it. */
export const fullList = 130;

export interface GrownBtree {
  readonly order: KeyOrder;
  /** Of whole keys, and of the first column, the first two, and so on. */
  readonly keyDistribution: KeyDistribution;
  readonly prefixes: readonly KeyDistribution[];
  readonly deduplicates: boolean;
  readonly tupleSize: number;
  readonly rows: number;
  /** As CREATE INDEX makes it: its pages, and the share of a page that it fills. */
  readonly builtPages: number;
  readonly builtFill: number;
}

/** Mean share of a leaf page that is filled, 0 to 1. */
export function grownFill(of: GrownBtree): number {
  const { order, keyDistribution, prefixes, rows, builtPages, builtFill } = of;
  switch (order.kind) {
    case 'end':
      // A split at the right end of a level leaves as much on the left page as CREATE INDEX does (_bt_findsplitloc).
      return builtFill;
    case 'one place':
      return meanFill(keyDistribution, rows, (mean) => filledBy(mean, of, atOnePlace));
    case 'anywhere':
      return meanFill(keyDistribution, rows, (mean) =>
        filledBy(mean, of, of.deduplicates && mean >= posted ? withPostings : halved),
      );
    case 'places':
      return meanFill(prefixes[order.columns - 1] ?? keyDistribution, rows, (mean) => {
        const pages = (builtPages * mean) / rows;
        // Pages that are not the newest of their place stay as full as at the end of the index (_bt_afternewitemoff).
        return order.ends
          ? Math.max(manyPlaces.ends, builtFill - 0.56 / pages)
          : Math.min(manyPlaces.others, atOnePlace + 0.2 / pages);
      });
  }
}

/**
 * Between keys that have no page of their own and those that fill some.
 *
 * @param mean rows of one key
 */
function filledBy(
  mean: number,
  { deduplicates, tupleSize }: GrownBtree,
  withoutPages: number,
): number {
  const fewest = deduplicates ? fullList : pageSize / (tupleSize + linePointer) / 10;
  const share = Math.min(1, Math.max(0, Math.log10(mean / fewest)));
  return withoutPages + (withinKey - withoutPages) * share;
}

/** Mean over pages, not over rows: pages that are half as full are twice as many. */
function meanFill(
  keyDistribution: KeyDistribution,
  rows: number,
  fillOf: (mean: number) => number,
): number {
  const groups = keyGroups(keyDistribution, rows).filter((group) => group.rows > 0);
  const all = groups.reduce((sum, group) => sum + group.rows, 0);
  const pages = groups.reduce((sum, group) => sum + group.rows / fillOf(group.mean), 0);
  return all === 0 ? halved : all / pages;
}
