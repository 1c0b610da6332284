import { show } from '../../model/arguments';
import {
  fixed,
  growingPartitions,
  growthKinds,
  perParent,
  power,
  ratio,
  saturating,
  upTo,
} from '../../model/growth';
import type { Growth, PartitionGrowth } from '../../model/types';
import { validateDistribution } from './validate-distribution';
import { fail, fields, join, record, within, word } from './shape';

/** Throws where a table of the data model has not the right shape. */
export function validateTable(value: unknown, path: string): void {
  const table = fields(value, path, ['rows', 'columns', 'partitions']);
  if (table.rows !== undefined) validateGrowth(table.rows, `${path}.rows`);
  if (table.partitions !== undefined) {
    const of = fields(table.partitions, `${path}.partitions`, ['by', 'column', 'rowsPerPartition']);
    within(`${path}.partitions`, () => growingPartitions(of as unknown as PartitionGrowth));
  }
  for (const [name, of] of Object.entries(record(table.columns, `${path}.columns`))) {
    if (of !== undefined) validateDistribution(of, join(`${path}.columns`, name));
  }
}

function validateGrowth(value: unknown, path: string): void {
  if (typeof value === 'number') {
    fail(path, `is ${value}; must be a rule`, `Write fixed(${value}), ratio(…) or perParent(…).`);
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    fail(path, `is ${show(value)}; must be fixed(…), ratio(…) or perParent(…)`);
  }
  const kind = word(value.kind, `${path}.kind`, growthKinds);
  within(path, () => growths[kind](value as never));
}

const growths: {
  readonly [K in Growth['kind']]: (of: Extract<Growth, { readonly kind: K }>) => Growth;
} = {
  fixed: ({ rows }) => fixed(rows),
  ratio: (of) => ratio(of.ratio),
  'per-parent': ({ parent, each }) => perParent(parent, each),
  power: ({ factor, exponent }) => power(factor, exponent),
  saturating: (of) => saturating(of),
  'up-to': ({ limit, of }) => {
    validateGrowth(of, 'of');
    return upTo(limit, of);
  },
};
