/** The files of a pulled database. */
export const pulledFiles = {
  manifest: 'manifest.json',
  schema: 'schema.sql',
  statistics: 'statistics.json',
  settings: 'settings.json',
  activity: 'activity.json',
  workload: 'workload.jsonl',
} as const;
