import type { ProbeGroup } from '../generate/make-probes';
import type { InferredModel } from '../generate/model/types';
import { tableName } from '../generate/names';
import type { Probe } from '../generate/probes/types';
import type { ReadSchema } from './read/read-schema';

/** Tables whose queries are planned. The others are judged by their keys and indexes alone. */
const mostTables = 60;

export function distinct(probes: readonly Probe[]): readonly Probe[] {
  return [...new Map(probes.map((probe) => [probe.name, probe])).values()];
}

/** Groups of the tables with the most weight. */
export function groupsOfLargest(
  groups: readonly ProbeGroup[],
  weight: (table: string) => number,
): readonly ProbeGroup[] {
  const tables = [...new Set(groups.map(({ table }) => table))].toSorted(
    (a, b) => weight(b) - weight(a),
  );
  const largest = new Set(tables.slice(0, mostTables));
  return groups.filter(({ table }) => largest.has(table));
}

/** Tables with more rows, and of those the ones with more indexes and keys, are probed first. */
export function weightIn(
  { tables, driving }: InferredModel,
  facts: ReadSchema['facts'],
): (table: string) => number {
  const counts = new Map(
    facts.tables.map((table) => [
      tableName(table),
      table.indexes.length + table.foreignKeys.length,
    ]),
  );
  const weights = new Map(
    tables.map(({ name, rows }) => {
      const share = name === driving ? 1 : rows.kind === 'ratio' ? rows.ratio : 0;
      return [name, share + (counts.get(name) ?? 0) / 1000];
    }),
  );
  return (table) => weights.get(table) ?? 0;
}
