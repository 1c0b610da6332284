import { checkNumber, checkName, refuse } from './arguments';
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

const periods = ['day', 'week', 'month', 'year'] as const;

/**
 * Range partitions over the time in `column`, one per `by`, a new one after every `rowsPerPartition`
 * rows. The column's `time` distribution is stretched so that its rows fill all of them and end at its `to`.
 */
export function growingPartitions(options: PartitionGrowth): PartitionGrowth {
  if (!periods.includes(options.by)) {
    refuse('growingPartitions', 'by', `is '${options.by}'; must be one of ${periods.join(', ')}`);
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
