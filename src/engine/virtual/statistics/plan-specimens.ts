import type { Relation, RelationIndex } from '../relations';
import type { ColumnKind } from './column-kinds';
import type { SpecimenParts } from './specimen';

type Content = Pick<SpecimenParts, 'columns' | 'own' | 'expressions' | 'statistics'>;

/** Everything in one specimen. */
export function wholeSpecimen(relation: Relation): Content {
  const all = new Set(relation.columns.map((column) => column.name));
  return {
    columns: all,
    own: all,
    expressions: expressionsOf(relation),
    statistics: relation.statistics,
  };
}

/**
 * A specimen that is filled once, and one that is filled anew for each row count: with the moving columns, and
 * with whatever extended statistics and expressions need beside them.
 */
export function splitSpecimen(
  relation: Relation,
  kinds: ReadonlyMap<string, ColumnKind>,
): { readonly steady: Content; readonly moving: Content } {
  const byNumber = new Map(relation.columns.map((column) => [column.number, column]));
  const moves = (number: number): boolean => {
    const column = byNumber.get(number);
    if (column === undefined) return false;
    if (column.counted && !kinds.has(column.name)) return true;
    const kind = kinds.get(column.name);
    return kind === undefined ? column.from.some(moves) : kind === 'moving';
  };
  // A rising column alone needs no sample, but what is computed from it does.
  const unsteady = (number: number): boolean =>
    moves(number) ||
    kinds.get(byNumber.get(number)?.name ?? '') === 'rising' ||
    (byNumber.get(number)?.from.some(unsteady) ?? false);
  const own = relation.columns.filter(({ number }) => moves(number)).map(({ name }) => name);
  const expressions = expressionsOf(relation);
  const movingExpressions = expressions.filter(({ index }) => index.columns.some(unsteady));
  const movingStatistics = relation.statistics.filter((of) => of.columns.some(unsteady));
  const needed = new Set(own);
  const need = (number: number): void => {
    const column = byNumber.get(number);
    if (column === undefined) return;
    needed.add(column.name);
    column.from.forEach(need);
  };
  for (const { index } of movingExpressions) index.columns.forEach(need);
  for (const { columns } of movingStatistics) columns.forEach(need);
  for (const { number, from } of relation.columns) if (moves(number)) from.forEach(need);
  const steadyOwn = relation.columns.filter(({ number }) => !moves(number)).map(({ name }) => name);
  const steady = new Set(steadyOwn);
  return {
    steady: {
      columns: steady,
      own: steady,
      expressions: expressions.filter((each) => !movingExpressions.includes(each)),
      statistics: relation.statistics.filter((each) => !movingStatistics.includes(each)),
    },
    moving: {
      columns: needed,
      own: new Set(own),
      expressions: movingExpressions,
      statistics: movingStatistics,
    },
  };
}

function expressionsOf(relation: Relation): { index: RelationIndex; key: number }[] {
  return relation.indexes.flatMap((index) =>
    index.keys.flatMap((number, key) => (number === 0 ? [{ index, key }] : [])),
  );
}

/** Rows that ANALYZE reads of a large table: 300 × the largest statistics target (std_typanalyze, analyze.c). */
export function sampleSize(relation: Relation, defaultTarget: number): number {
  const targets = [...relation.columns, ...relation.statistics].map(
    (of) => of.target ?? defaultTarget,
  );
  return 300 * Math.max(defaultTarget, ...targets);
}
