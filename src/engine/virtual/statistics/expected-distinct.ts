import { pareto, cumulative } from '../../../model/pareto';
import { ownDraw } from '../../../model/own-draw';
import type { ColumnModel, Model } from '../../../model/types';
import { columnKeyDistribution } from '../keys/column-keys';
import { columnContext } from '../keys/index-keys';
import { type KeyDistribution, keyGroups } from '../keys/key-distribution';
import { inUniqueIndex, type Relation } from '../catalog/relations';
import { asStored, haasStokes } from './mirror-analyze';

/** What ANALYZE estimates on average. */
export interface ExpectedDistinct {
  /** `stadistinct`: below 0 a share of the rows. */
  readonly distinct: number;
  /** Lowest and highest number of values that chance leads a sample to; one beyond has another reason. */
  readonly lowest: number;
  readonly highest: number;
}

export interface DistinctOf {
  readonly model: Model;
  readonly table: string;
  readonly relation: Relation;
  readonly scale: number;
  /** Rows that ANALYZE finds. */
  readonly rows: number;
  /** Rows that it reads. */
  readonly sampled: number;
}

/** Standard errors that a sample's estimate may be off by; with a share of it, for what classes of keys leave out. */
const standardErrors = 4;
const margin = 0.01;

/**
 * Estimates of distinct values as the mean sample leads to them, by column, for those of which the model says how
 * common each value is. One sample's estimate scatters by a percent or more around it: a join of two tables whose
 * keys are estimated a percent too many has a percent fewer rows, and the order of two joins can depend on half a row.
 * ANALYZE has that chance anew each time; the fixed sample is made the one in the middle.
 */
export function expectedDistinct(of: DistinctOf): ReadonlyMap<string, ExpectedDistinct> {
  const expected = new Map<string, ExpectedDistinct>();
  for (const column of of.model.table(of.table).columns) {
    const drawnKeys = drawnKeysOf(of, column);
    const estimate =
      drawnKeys && distinctEstimate(drawnKeys.keyDistribution, { ...of, nulls: drawnKeys.nulls });
    if (estimate !== undefined) expected.set(column.name, estimate);
  }
  return expected;
}

interface DrawnKeys {
  readonly keyDistribution: KeyDistribution;
  /** Share of nulls. */
  readonly nulls: number;
}

/** How common the values are of a column in which each row draws for itself; undefined for any other. */
function drawnKeysOf(of: DistinctOf, column: ColumnModel): DrawnKeys | undefined {
  const { model, table, relation, scale } = of;
  const own = relation.columns.find(({ name }) => name === column.name);
  // In a unique column no row draws what another has drawn.
  if (own === undefined || inUniqueIndex(relation, own.number)) return undefined;
  // Its values stand the closer together the nearer they are to 0.
  if (column.type === 'real') return undefined;
  const { distribution } = column;
  const [inner, nulls] =
    distribution.kind === 'nullable' ? [distribution.of, distribution.share] : [distribution, 0];
  const keyDistribution = (): KeyDistribution | undefined =>
    columnKeyDistribution(
      inner,
      columnContext({ model, table, relation, scale, rows: of.rows }, column.type),
    );
  const draw = ownDraw(inner, { table, rowsOf: (name) => model.table(name).rows(scale) });
  if (draw === undefined) return undefined;
  const drawnKeys = draw.kind === 'ranks' ? zipfKeys(draw.count, draw.exponent) : keyDistribution();
  // Unique in all but name, as fractions are.
  const drawn = drawnKeys?.every(({ spread = 1 }) => spread === 1);
  return drawnKeys && drawn ? { keyDistribution: drawnKeys, nulls } : undefined;
}

/** Zipf's distribution as values are drawn from it, in classes of ranks that differ little. */
function zipfKeys(count: number, exponent: number): KeyDistribution {
  const keyDistribution = pareto(count, exponent);
  const classes: { keys: number; share: number }[] = [];
  for (let before = 0; before < count;) {
    const last = Math.min(count, Math.max(before + 1, Math.floor(before * 1.05)));
    const keys = last - before;
    classes.push({
      keys,
      share: (cumulative(keyDistribution, last) - cumulative(keyDistribution, before)) / keys,
    });
    before = last;
  }
  return classes;
}

/**
 * The estimator of Haas and Stokes over the values that a sample has on average.
 *
 * @returns undefined where next to no value is met twice, or none only once: then ANALYZE estimates otherwise
 */
export function distinctEstimate(
  keyDistribution: KeyDistribution,
  {
    rows,
    sampled,
    nulls = 0,
  }: { readonly rows: number; readonly sampled: number; readonly nulls?: number },
): ExpectedDistinct | undefined {
  const n = sampled * (1 - nulls);
  const N = rows * (1 - nulls);
  let values = 0;
  let once = 0;
  let valuesVariance = 0;
  for (const { rows: all, mean } of keyGroups(keyDistribution, n)) {
    const keys = all / mean;
    const missed = Math.exp(-mean);
    values += keys * -Math.expm1(-mean);
    once += keys * mean * missed;
    valuesVariance += keys * missed * -Math.expm1(-mean);
  }
  const several = n - once;
  if (several < 1 || once < 1) return undefined;
  const estimate = haasStokes({ present: n, distinct: values, once }, N);
  const error = Math.hypot(
    Math.sqrt(valuesVariance) / values,
    (Math.sqrt(Math.min(once, 2 * several)) * (1 - n / N)) / (several + (once * n) / N),
  );
  const within = Math.exp(standardErrors * error + margin);
  return {
    distinct: asStored(estimate, rows),
    lowest: estimate / within,
    highest: estimate * within,
  };
}
