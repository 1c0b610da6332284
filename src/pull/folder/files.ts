/** The files of a pulled database. */
export const pulledFiles = {
  manifest: 'manifest.json',
  schema: 'schema.sql',
  statistics: 'statistics.json',
  settings: 'settings.json',
  activity: 'activity.json',
  workload: 'workload.jsonl',
  /** From the second pull on. */
  earlier: 'earlier.json',
  /** Written by people alone. */
  growth: 'growth.json',
} as const;
