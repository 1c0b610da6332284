import type { TableFacts } from '../../postgres/catalog/schema-facts';

/** Whether a unique index over all rows has no keys but these columns. */
export function isUnique({ indexes }: TableFacts, columns: readonly string[]): boolean {
  return indexes.some(
    ({ unique, keys, predicate }) =>
      unique &&
      predicate === undefined &&
      keys.length > 0 &&
      keys.every(({ column }) => column !== undefined && columns.includes(column)),
  );
}
