import { isTree } from '../../sql/walk';

/** The name in a RangeVar, with the schema where it has one. */
export function nameOf(value: unknown): string {
  if (!isTree(value)) return '';
  const parts = [value['schemaname'], value['relname']].filter((part) => typeof part === 'string');
  return parts.join('.');
}
