import type { TableState } from '../../../scenario/types';
import type { Relation, RelationIndex } from '../catalog/relations';
import type { IndexSize, TableSize } from '../storage/table-image';
import { brinPages } from './brin';
import { type BtreePages, btreePages } from './btree';
import { ginPages } from './gin';
import { hashPages } from './hash';
import { pivotSize } from './pivot';
import { gistPages } from './gist';
import { fullList, grownFill } from './grown';
import { grownGist } from './grown-gist';
import { grownGin } from './grown-gin';
import type { ExpressionKeys } from '../keys/expression-keys';
import type { IndexKeys } from '../keys/index-keys';
import type { KeyOrder } from '../keys/key-order';
import { type GinEvidence, extrapolatedGinKeys, knownGinKeys } from '../keys/fit-gin-keys';
import { fitKeys } from '../keys/fit-keys';
import { keyGroups, type KeyDistribution, uniqueKeys } from '../keys/key-distribution';
import type { BtreeMeasure } from '../keys/btree-sample';
import type { IndexMeasure, Measure, PartialShare } from './stored-sample';

export interface SizeContext {
  readonly relation: Relation;
  readonly measure: Measure;
  readonly keyDistributionOf: (index: RelationIndex) => IndexKeys;
  /** Of partial indexes whose share of the rows depends on the row count. */
  readonly shares: ReadonlyMap<RelationIndex, PartialShare>;
  /** Whether the index has the same keys at any row count as at the one at which the sample was measured. */
  readonly invariant: (index: RelationIndex) => boolean;
  /** Rows of the table of which the sample was taken. */
  readonly measuredRows: number;
  /** The same at the row count at which the sample was measured. */
  readonly measuredKeyDistribution: (index: RelationIndex) => IndexKeys;
  /** Pages for one row of the indexes that were built over rows as close to each other as this many. */
  readonly densities: ReadonlyMap<RelationIndex, number>;
  /** What the columns say that the index's keys are computed from. */
  readonly expressionKeys: (index: RelationIndex) => ExpressionKeys | undefined;
  /** What the model says of the keys of a GIN index, at this row count and at that of the sample. */
  readonly ginKeyDistributions: (
    index: RelationIndex,
  ) => Pick<GinEvidence, 'keyDistribution' | 'sampledKeyDistribution'>;
  /** How keys come into an index that grows with its table. */
  readonly keyOrder: (index: RelationIndex) => KeyOrder;
  readonly onApproximation: (text: string) => void;
  readonly state: TableState;
}

const defaultFillfactor = 90;

/** Sizes at `rows` rows, dead space included. */
export function tableSize(rows: number, context: SizeContext): TableSize {
  const { measure, relation, state } = context;
  const pages = Math.ceil(rows / measure.rowsPerPage / (1 - (state.bloat ?? 0)));
  return {
    rows,
    pages,
    indexes: relation.indexes.map((index) => {
      const measured = measure.indexes.get(index.body) as IndexMeasure;
      const sizeAt = (thinned: number): IndexSize =>
        indexSize(index, measured, { rows, pages }, { ...context, thinned });
      return bloated(sizeAt, state);
    }),
  };
}

/** Dead space makes an index longer by its share; the height of a b-tree is that of pages so thinly filled. */
function bloated(
  sizeAt: (thinned: number) => IndexSize,
  { indexBloat = 0 }: TableState,
): IndexSize {
  const size = sizeAt(1);
  if (indexBloat === 0) return size;
  const pages = Math.ceil(size.pages / (1 - indexBloat));
  const { level } = size.level === undefined ? size : sizeAt(1 - indexBloat);
  return { ...size, pages, ...(level === undefined ? {} : { level }) };
}

/** Rows of the table that the index has. */
export function rowsOf(
  index: RelationIndex,
  measured: IndexMeasure,
  rows: number,
  shares: SizeContext['shares'],
): number {
  return Math.round(rows * (shares.get(index)?.share ?? measured.share));
}

function indexSize(
  index: RelationIndex,
  measured: IndexMeasure,
  heap: { readonly rows: number; readonly pages: number },
  context: SizeContext & { readonly thinned: number },
): IndexSize {
  const known = context.shares.get(index);
  const grown = context.state.indexes === 'grown';
  const rows = rowsOf(index, measured, heap.rows, context.shares);
  if (known?.exact === false) {
    context.onApproximation(`rows of partial index ${index.body}: estimated from few sampled rows`);
  }
  const { btree, gin, brin } = measured;
  if (btree !== undefined)
    return { index, rows, ...btreeSize(index, btree, measured.share, rows, context) };
  if (brin !== undefined) {
    return { index, rows, ...brinPages(heap.pages, brin.pagesPerRange, brin.tupleSize) };
  }
  if (gin !== undefined) {
    const sampled = context.measure.rows * measured.share;
    const said = knownGinKeys({ ...context.ginKeyDistributions(index), seen: gin, sampled });
    if (said === undefined) {
      context.onApproximation(`number of keys of index ${index.body}: extrapolated from a sample`);
    }
    const keyDistribution = said ?? extrapolatedGinKeys(gin, sampled);
    const built = ginPages(keyDistribution, rows, context.measure.rowsPerPage);
    const statistics = grown ? grownGin(built, keyDistribution, rows, index.pendingPages) : built;
    return { index, rows, pages: statistics.totalPages, gin: statistics };
  }
  if (index.method === 'hash') {
    return {
      index,
      rows,
      pages: hashPages(
        keyDistributionOf(index, context),
        rows,
        // An index on an empty table begins with the fewest buckets.
        grown ? 0 : (heap.rows / context.measure.rowsPerPage) * context.measure.guessedPerPage,
        index.fillfactor ?? undefined,
      ),
    };
  }
  if (measured.gist !== undefined) {
    context.onApproximation(
      `size of index ${index.body}: estimated from the fill of the pages of a sample`,
    );
    const density = context.densities.get(index);
    const densities = density === undefined ? measured.gist.densities : [{ rows, density }];
    const pages = gistPages({ ...measured.gist, densities }, rows);
    return {
      index,
      rows,
      pages: grown ? grownGist(keyOf(index, context), context.keyOrder(index), pages) : pages,
    };
  }
  context.onApproximation(`size of index ${index.body}: in proportion to a sample`);
  return { index, rows, pages: Math.ceil((measured.pages * heap.rows) / context.measure.rows) };
}

function btreeSize(
  index: RelationIndex,
  btree: BtreeMeasure,
  share: number,
  rows: number,
  context: SizeContext & { readonly thinned: number },
): BtreePages {
  const known = btree.deduplicates
    ? fitKeys({
        keyDistribution: context.keyDistributionOf(index),
        sampled: context.measuredKeyDistribution(index),
        composed: context.expressionKeys(index),
        measured: btree,
        rows,
        sampledRows: context.measuredRows * share,
        invariant: context.invariant(index),
      })
    : context.keyDistributionOf(index);
  const { prefixes } = known;
  if (btree.deduplicates) tell(known, index, context);
  const keyDistribution = btree.deduplicates ? known.keyDistribution : uniqueKeys(rows);
  const tuples = btree.deduplicates
    ? keyGroups(keyDistribution, rows).reduce(
        (sum, { rows: all, mean }) => sum + all / Math.max(1, Math.min(mean, fullList)),
        0,
      )
    : rows;
  const apart = index.unique ? [...prefixes.slice(0, -1), uniqueKeys(rows)] : prefixes;
  const shape = {
    tupleSize: btree.tupleSize,
    pivotSize: (split: number) =>
      pivotSize(btree.keyBytes, apart, rows, tuples, btree.deduplicates ? split : undefined),
    fillfactor: (index.fillfactor ?? defaultFillfactor) * context.thinned,
    deduplicates: btree.deduplicates,
  };
  const groups = keyGroups(keyDistribution, rows);
  const built = btreePages(shape, groups);
  if (context.state.indexes !== 'grown') return built;
  const builtFill = (index.fillfactor ?? defaultFillfactor) / 100;
  const fill = grownFill({
    order: context.keyOrder(index),
    keyDistribution: known.keyDistribution,
    prefixes,
    deduplicates: btree.deduplicates,
    tupleSize: btree.tupleSize,
    rows,
    builtPages: built.pages,
    builtFill,
  });
  const { level } = btreePages({ ...shape, fillfactor: 100 * fill * context.thinned }, groups);
  // The meta page stays alone.
  return { pages: 1 + Math.ceil(((built.pages - 1) * builtFill) / fill), level };
}

const keyOf = ({ method, keys }: RelationIndex, { relation }: SizeContext) => ({
  method,
  type: relation.columns.find(({ number }) => number === keys[0])?.type,
});

function keyDistributionOf(index: RelationIndex, context: SizeContext): KeyDistribution {
  const known = context.keyDistributionOf(index);
  tell(known, index, context);
  return known.keyDistribution;
}

function tell(
  { approximation }: IndexKeys,
  index: RelationIndex,
  { onApproximation }: SizeContext,
): void {
  if (approximation === undefined) return;
  onApproximation(`size of index ${index.body}: ${approximation}`);
}
