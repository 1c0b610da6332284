import type { VirtualContext } from '../context';
import type { Relation, RelationIndex } from '../catalog/relations';
import type { ColumnKind } from '../keys/column-kinds';
import type { ParentContent } from './analyze-parent';

/** Everything in one ANALYZE parent. */
export function wholeParent(relation: Relation): ParentContent {
  const all = new Set(relation.columns.map((column) => column.name));
  return {
    columns: all,
    own: all,
    expressions: expressionsOf(relation),
    statistics: relation.statistics,
    predicate: null,
  };
}

/** What each partial index over an expression has its own rows for. */
export interface PartialParent {
  readonly label: string;
  readonly content: ParentContent;
  /** Whether its values depend on the row count. */
  readonly dependent: boolean;
}

/**
 * ANALYZE takes the statistics of an index's expressions from the sampled rows that the index has
 * (compute_index_stats, analyze.c).
 */
export function partialParents(
  relation: Relation,
  kinds: ReadonlyMap<string, ColumnKind>,
): readonly PartialParent[] {
  const { varies, withSources } = traits(relation, kinds);
  return relation.indexes.flatMap((index) => {
    const { predicate } = index;
    const expressions = expressionsIn(index);
    if (predicate === null || expressions.length === 0) return [];
    return {
      label: `partial_${index.oid}`,
      content: {
        columns: withSources(index.columns),
        own: new Set<string>(),
        expressions,
        statistics: [],
        predicate,
      },
      dependent: index.columns.some(varies),
    };
  });
}

/**
 * An ANALYZE parent that is filled once, and one that is filled anew for each row count: with the row-count-dependent columns, and
 * with whatever extended statistics and expressions need beside them.
 */
export function splitParent(
  relation: Relation,
  kinds: ReadonlyMap<string, ColumnKind>,
): { readonly invariant: ParentContent; readonly dependent: ParentContent } {
  const { moves, varies, withSources } = traits(relation, kinds);
  const named = (columns: Relation['columns']) => new Set(columns.map(({ name }) => name));
  const own = relation.columns.filter(({ number }) => moves(number));
  const invariant = named(relation.columns.filter(({ number }) => !moves(number)));
  const expressions = expressionsOf(relation);
  const dependentExpressions = expressions.filter(({ index }) => index.columns.some(varies));
  const dependentStatistics = relation.statistics.filter((of) => of.columns.some(varies));
  return {
    invariant: {
      columns: invariant,
      own: invariant,
      expressions: expressions.filter((each) => !dependentExpressions.includes(each)),
      statistics: relation.statistics.filter((each) => !dependentStatistics.includes(each)),
      predicate: null,
    },
    dependent: {
      columns: withSources([
        ...own.map(({ number }) => number),
        ...dependentExpressions.flatMap(({ index }) => index.columns),
        ...dependentStatistics.flatMap(({ columns }) => columns),
      ]),
      own: named(own),
      expressions: dependentExpressions,
      statistics: dependentStatistics,
      predicate: null,
    },
  };
}

/** How columns, by number, depend on the row count. */
function traits(relation: Relation, kinds: ReadonlyMap<string, ColumnKind>) {
  const byNumber = new Map(relation.columns.map((column) => [column.number, column]));
  /** A monotonic column alone needs no sample, but what is computed from it does. */
  const varies = (number: number): boolean =>
    moves(number) || kinds.get(byNumber.get(number)?.name ?? '') === 'monotonic';
  const moves = (number: number): boolean => {
    const column = byNumber.get(number);
    if (column === undefined) return false;
    const kind = kinds.get(column.name);
    if (kind === undefined) return column.counted || column.from.some(varies);
    return kind === 'row-count-dependent';
  };
  /** Names of these columns and of those that they are generated from. */
  const withSources = (numbers: readonly number[]): ReadonlySet<string> => {
    const needed = new Set<string>();
    const need = (number: number): void => {
      const column = byNumber.get(number);
      if (column === undefined) return;
      needed.add(column.name);
      column.from.forEach(need);
    };
    numbers.forEach(need);
    return needed;
  };
  return { moves, varies, withSources };
}

function expressionsOf(relation: Relation): ParentContent['expressions'] {
  return relation.indexes.filter(({ partial }) => !partial).flatMap(expressionsIn);
}

function expressionsIn(index: RelationIndex): { index: RelationIndex; key: number }[] {
  return index.keys.flatMap((number, key) => (number === 0 ? [{ index, key }] : []));
}

/**
 * Rows that ANALYZE reads of a large table, 300 × the largest statistics target (std_typanalyze, analyze.c); no more than
 * `sampleRows`.
 */
export function sampleSize(
  relation: Relation,
  {
    statisticsTarget: defaultTarget,
    sampleRows,
  }: Pick<VirtualContext, 'statisticsTarget' | 'sampleRows'>,
): number {
  const targets = [
    ...[...relation.columns, ...relation.statistics].map((of) => of.target),
    ...relation.indexes.flatMap(({ keyTargets }) => keyTargets),
  ];
  const most = Math.max(defaultTarget, ...targets.map((target) => target ?? defaultTarget));
  return Math.min(300 * most, sampleRows);
}
