import type { ColumnFacts } from '../../postgres/catalog/schema-facts';

/** Two years before the clock of scenarios. */
export const longAgo = '2024-01-01';

export const isTime = ({ typeName }: Pick<ColumnFacts, 'typeName'>): boolean =>
  /^(?:timestamptz|timestamp|date)$/.test(typeName);
