import type { SizedGinKeys } from '../keys/fit-gin-keys';
import { linePointer } from '../pages/format';
import type { GinStatistics } from '../pages/gin';
import { entryPage } from './gin';

/** Pages of keys that come in anywhere, for one of those that CREATE INDEX leaves half full. */
const fuller = 0.69;
/** Of the pages that its longest list had, those that no key has taken since. */
const leftOver = 0.9;
/** Bytes of keys up to which a page takes enough of them for that, and from which on it takes the same few. */
const [small, large] = [500, 1_300];

/**
 * A GIN index that grew row by row. Its pages of keys are fuller than those of CREATE INDEX, to which keys come in order.
 * The list of pending rows has had its full length before, and most of its pages stay in the file; it is half as long between
 * two VACUUMs, on average.
 *
 * @param pendingPages that its pending list may have
 */
export function grownGin(
  built: GinStatistics,
  { classes, fresh }: SizedGinKeys,
  rows: number,
  pendingPages: number,
): GinStatistics {
  const sizes = [
    ...classes.map(({ keys, share, keySize }) => ({ entries: keys * share, keySize })),
    { entries: fresh.keys, keySize: fresh.keySize },
  ];
  const bytesPerRow = sizes.reduce(
    (sum, { entries, keySize }) => sum + entries * (keySize + linePointer),
    0,
  );
  const rowsPerPage = Math.max(1, Math.floor(entryPage / Math.max(1, bytesPerRow)));
  const longest = Math.min(pendingPages, Math.ceil(rows / rowsPerPage));
  const bytesPerEntry = (built.entryPages * entryPage) / 2 / Math.max(1, built.entries);
  const share = Math.log(bytesPerEntry / small) / Math.log(large / small);
  const entryPages = Math.ceil(
    built.entryPages * (fuller + (1 - fuller) * Math.min(1, Math.max(0, share))),
  );
  return {
    ...built,
    entryPages,
    totalPages: 1 + entryPages + built.dataPages + Math.ceil(longest * leftOver),
    pendingPages: Math.round(longest / 2),
  };
}
