import type { Snapshot, SnapshotEntry, SnapshotHeader } from '../../src/snapshot/types';

export const header: SnapshotHeader = {
  major: 18,
  engine: 'virtual',
  scales: { from: 1000, to: 1e9 },
  settings: {},
  digest: 'sha256:aa',
  schema: [],
};

/** `[from, access, access, …]` per range; `to` is where the next begins. */
export type Drawn = readonly (readonly [number, ...string[]])[];

export function entry(query: string, drawn: Drawn, to = 1e9): SnapshotEntry {
  return {
    query,
    case: 'common',
    condition: 'fresh',
    sql: `select * from ${query}`,
    parameters: [],
    ranges: drawn.map(([from, ...access], index) => ({
      from,
      to: drawn[index + 1]?.[0] ?? to,
      access: access.map((text) => ({ text, cliff: false })),
    })),
    accepted: [],
    acquitted: [],
  };
}

export function snapshot(
  entries: readonly SnapshotEntry[],
  headerParts: Partial<SnapshotHeader> = {},
): Snapshot {
  return { version: 2, scenario: 'web-shop', header: { ...header, ...headerParts }, entries };
}
