import { checkNumber, checkOptions, checkName, refuse, show } from './arguments';
import type { Growth, PartitionGrowth } from './types';

/** The same number of rows at every scale: countries, plans, roles. */
export function fixed(rows: number): Growth {
  return { kind: 'fixed', rows: checkNumber('fixed', 'rows', rows, { min: 1, integer: true }) };
}

/** `scale × ratio` rows, rounded, and at least 1. */
export function ratio(ratio: number): Growth {
  return { kind: 'ratio', ratio: checkNumber('ratio', 'ratio', ratio, { above: 0 }) };
}

/**
 * `rows of parent × each` rows, rounded, and at least 1. How evenly they fall on the parents is the
 * skew of the column that refers to them.
 */
export function perParent(parent: string, each: number): Growth {
  return {
    kind: 'per-parent',
    parent: checkName('perParent', 'parent', parent),
    each: checkNumber('perParent', 'each', each, { above: 0 }),
  };
}

/** `factor × scale^exponent` rows, rounded, and at least 1: with exponent 0.5, a hundred times the scale are ten times the rows. */
export function power(factor: number, exponent: number): Growth {
  return {
    kind: 'power',
    factor: checkNumber('power', 'factor', factor, { above: 0 }),
    exponent: checkNumber('power', 'exponent', exponent, { above: 0, max: 2 }),
  };
}

export interface SaturatingOptions {
  /** Rows that there are never more of. */
  readonly limit: number;
  /** Scale at which there are half as many. */
  readonly halfAt: number;
}

/** `limit × scale / (scale + halfAt)` rows, rounded, and at least 1: ever nearer to the limit. Cities, products, tags. */
export function saturating(options: SaturatingOptions): Growth {
  checkOptions('saturating', options, ['limit', 'halfAt']);
  const { limit, halfAt } = options;
  return {
    kind: 'saturating',
    limit: checkNumber('saturating', 'limit', limit, { min: 1, integer: true }),
    halfAt: checkNumber('saturating', 'halfAt', halfAt, { min: 1 }),
  };
}

/** Rows by another rule until there are `limit` of them: `upTo(50_000, ratio(0.1))` stops to grow at a scale of 500,000. */
export function upTo(limit: number, of: Growth): Growth {
  const rows = checkNumber('upTo', 'limit', limit, { min: 1, integer: true });
  if (typeof of !== 'object' || of === null || !growthKinds.includes(of.kind)) {
    refuse('upTo', 'of', `is ${show(of)}; must be a rule, e.g. ratio(0.1)`);
  }
  return { kind: 'up-to', limit: rows, of };
}

/** All kinds of rules. */
export const growthKinds = [
  'fixed',
  'ratio',
  'per-parent',
  'power',
  'saturating',
  'up-to',
] as const satisfies readonly Growth['kind'][];

/** The table whose row count a rule follows. */
export function growthParent(of: Growth): string | undefined {
  if (of.kind === 'up-to') return growthParent(of.of);
  return of.kind === 'per-parent' ? of.parent : undefined;
}

const periods = ['day', 'week', 'month', 'year'] as const;

export type PartitionOptions =
  | (Omit<PartitionGrowth, 'by'> & { readonly by: Exclude<PartitionGrowth['by'], number> })
  | (Pick<PartitionGrowth, 'column'> & {
      readonly by: number;
      readonly rowsPerPartition?: number;
    });

/**
 * Range partitions over the time in `column`, one per `by`, a new one after every `rowsPerPartition`
 * rows. The column's `time` distribution is stretched so that its rows fill all of them and end at its `to`.
 * With a number as `by`, each range partition holds that number of consecutive values of a `serial` column.
 */
export function growingPartitions(options: PartitionOptions): PartitionGrowth {
  checkOptions('growingPartitions', options, ['by', 'column', 'rowsPerPartition']);
  if (typeof options.by === 'number') {
    const by = checkNumber('growingPartitions', 'by', options.by, { min: 1, integer: true });
    const { rowsPerPartition = by } = options;
    if (rowsPerPartition !== by) {
      refuse(
        'growingPartitions',
        'rowsPerPartition',
        `is ${rowsPerPartition}; must be ${by} as \`by\`, or left out`,
      );
    }
    const column = checkName('growingPartitions', 'column', options.column);
    return { by, column, rowsPerPartition: by };
  }
  if (!periods.includes(options.by)) {
    refuse(
      'growingPartitions',
      'by',
      `is '${String(options.by)}'; must be one of ${periods.join(', ')}, or a count of numbers`,
    );
  }
  return {
    by: options.by,
    column: checkName('growingPartitions', 'column', options.column),
    rowsPerPartition: checkNumber(
      'growingPartitions',
      'rowsPerPartition',
      options.rowsPerPartition,
      { min: 1, integer: true },
    ),
  };
}
