import { confirm } from './confirm';
import { isRefused } from './is-refused';
import type { ScanOptions } from './options';
import { partOf } from './part-of-schema';
import type { ReadSchema } from './read/read-schema';
import type { ScanFinding, ScannedCase } from './types';

/** Suspicious cases as they come out of a sweep and a trial. What cannot be tried leaves a note. */
export async function confirmSuspects(
  read: ReadSchema,
  suspicious: readonly ScannedCase[],
  { server, scales, driver, signal, onProgress }: ScanOptions,
  notes: string[],
): Promise<readonly ScanFinding[]> {
  if (suspicious.length === 0) return [];
  const part = await partOf(
    server,
    read,
    suspicious.map(({ probe }) => probe),
  );
  try {
    return await confirm({
      server,
      ...part,
      suspects: suspicious,
      driver,
      largest: scales.at(-1) ?? 1e9,
      signal,
      onProgress: (of) => onProgress({ phase: 'confirm', queries: suspicious.length, of }),
    });
  } catch (error) {
    if (!isRefused(error)) throw error;
    notes.push(
      `${suspicious.length} suspicious queries were not run on loaded rows: ${error.message}`,
    );
    return [];
  }
}
