import type { AccessPath, Predicate } from './types';

const methodWords = {
  'index-only': 'Index Only Scan',
  index: 'Index Scan',
  bitmap: 'Index Scan',
  tid: 'Tid Scan',
  seq: 'Seq Scan',
  sample: 'Sample Scan',
  foreign: 'Foreign Scan',
  custom: 'Custom Scan',
} as const satisfies Record<AccessPath['method'], string>;

/** The access without its occurrence, in two parts: what is read, and by which columns. */
export interface AccessWords {
  readonly what: string;
  readonly columns: string;
}

/**
 * The words that are equal for equal access. An index scan and a bitmap scan over the same indexes are one family and
 * both read `Index Scan`. The direction shows only where no condition bounds the scan: the order is then all that the
 * index gives. A scan in full has nothing but filters, so they are left out.
 */
export function accessWords(path: AccessPath): AccessWords {
  const on = columnList(path.conditions);
  const filter = columnList(path.filters);
  const backward = path.direction === 'backward' && on === '' ? ' Backward' : '';
  const indexes = path.indexes.length === 0 ? '' : ` ${path.indexes.join(' + ')}`;
  const what = `${methodWords[path.method]}${backward}${indexes}`;
  if (path.method === 'seq' || path.method === 'sample') return { what, columns: '' };
  const parts = [on === '' ? '' : `on ${on}`, filter === '' ? '' : `filter ${filter}`];
  return { what, columns: parts.filter((part) => part !== '').join('; ') };
}

/** Both parts as one key: equal text, equal access. */
export function accessKey(path: AccessPath): string {
  const { what, columns } = accessWords(path);
  return columns === '' ? what : `${what}: ${columns}`;
}

/** Sorted, so that neither the order of an index's columns nor that of a bitmap's members tells. */
function columnList(list: readonly Predicate[]): string {
  return [...new Set(list.flatMap(({ columns }) => columns))].sort().join(', ');
}
