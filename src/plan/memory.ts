/** Memory settings as EXPLAIN's SETTINGS and `pg_settings` write them. */
type Settings = Readonly<Record<string, string>>;

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

/** `4MB` or a bare number of kilobytes, as guc.c reads them, in bytes. */
export function parseMemory(text: string): number | undefined {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?\s*$/.exec(text) ?? [];
  const factor = units[unit ?? 'kB'];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** Bytes that one sort may use: guc_tables.c, 4 MB by default. */
export function sortMemory(settings: Settings): number {
  return parseMemory(settings.work_mem ?? '') ?? 4 * 1024 ** 2;
}

/** Bytes that one hash table may use: nodeHash.c, get_hash_memory_limit; the multiplier is 2 from PostgreSQL 15 on. */
export function hashMemory(settings: Settings): number {
  const multiplier = Number(settings.hash_mem_multiplier ?? 2);
  return sortMemory(settings) * (Number.isFinite(multiplier) && multiplier > 0 ? multiplier : 2);
}

/** c.h, MAXALIGN on every 64-bit platform. */
export function maxAlign(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
