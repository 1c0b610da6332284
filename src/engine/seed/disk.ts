import { statfs } from 'node:fs/promises';
import { PlancliffError } from '../../errors';

/** What one table will need, as far as it can be known before its rows are there. */
export interface TableNeed {
  readonly rows: number;
  /** Mean size of a row as `pg_column_size` gives it: with the tuple header, without the line pointer. */
  readonly rowBytes: number;
  readonly indexes: number;
}

/**
 * Bytes of one index entry: header, line pointer, two keys of eight bytes, and the tenth of a page that a
 * b-tree leaves free. Wide keys need more, repeating ones less; the estimate decides between possible and not.
 */
const entryBytes = 40;

/** Bytes that tables and indexes will take, with the sort files of the largest index build. */
export function bytesNeeded(tables: readonly TableNeed[]): number {
  let total = 0;
  let largestSort = 0;
  for (const { rows, rowBytes, indexes } of tables) {
    const tuple = Math.ceil(rowBytes / 8) * 8 + 4;
    total += rows * (tuple + indexes * entryBytes);
    if (indexes > 0) largestSort = Math.max(largestSort, rows * entryBytes);
  }
  return total + largestSort;
}

/**
 * Refuses a load that cannot fit. `released` are the bytes of the rows that it replaces.
 *
 * @throws PlancliffError `disk`
 */
export async function checkDisk(
  directory: string,
  needed: number,
  released: number,
  scale: string,
): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize + released;
  if (needed <= free) return;
  throw new PlancliffError('disk', {
    message: `real rows at ${scale} do not fit on the disk`,
    reason: `they need about ${formatBytes(needed)}; ${directory} has ${formatBytes(free)} free`,
    hint: 'Free space there, ask for fewer rows (--scales of check, --rows of verify), or check with the virtual engine.',
  });
}

/** `1.4 GB`, decimal units as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step] ?? 'B'}`;
}
