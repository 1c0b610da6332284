import type { Finding } from '../../findings/types';
import { counted } from '../../text/figures';
import type { SchemaChange } from './schema-changes';

/** What one difference against the snapshot concerns. */
export interface Concern {
  /** Names of the indexes that its occurrence reads in the snapshot or now. */
  readonly indexes: ReadonlySet<string>;
  /** The table of its occurrence, where it is known. */
  readonly table?: string;
  /** All tables that the query reads. */
  readonly tables: ReadonlySet<string>;
}

/**
 * The changes of the schema that explain a difference of one occurrence: those of an index that it reads, or read;
 * else of its table; else of another table of the query; else those that concern everything.
 */
export function causesOf(
  changes: readonly SchemaChange[],
  { indexes, table, tables }: Concern,
): readonly SchemaChange[] {
  const ofTables = changes.filter(({ kind }) => kind !== 'index');
  const levels = [
    changes.filter(({ kind, name }) => kind === 'index' && indexes.has(name)),
    ofTables.filter((change) => change.table !== undefined && change.table === table),
    ofTables.filter((change) => change.table !== undefined && tables.has(change.table)),
    ofTables.filter((change) => change.table === undefined),
  ];
  return levels.find((level) => level.length > 0) ?? [];
}

/** A finding against the snapshot, with the changes that explain it. */
export interface Explained {
  readonly finding: Finding;
  readonly causes: readonly SchemaChange[];
}

const readInFull: ReadonlySet<Finding['kind']> = new Set(['cliff-appeared', 'cliff-moved-earlier']);

/** `bookings_show_id_idx is gone from the schema; 3 queries now read bookings in full`, one per change that did something. */
export function consequences(
  changes: readonly SchemaChange[],
  explained: readonly Explained[],
): string[] {
  return changes.flatMap((change) => {
    const found = explained.filter(({ causes }) => causes.includes(change));
    if (found.length === 0) return [];
    const full = queriesOf(found.filter(({ finding }) => readInFull.has(finding.kind)));
    const rest = [...queriesOf(found)].filter((query) => !full.has(query)).length;
    const parts = [
      ...(full.size === 0
        ? []
        : [
            `${counted(full.size, 'query now reads', 'queries now read')} ${change.table ?? 'a table'} in full`,
          ]),
      ...(rest === 0 ? [] : [`${counted(rest, 'query has', 'queries have')} another plan`]),
    ];
    return [`${change.phrase}; ${parts.join(', and ')}`];
  });
}

const queriesOf = (explained: readonly Explained[]): ReadonlySet<string> =>
  new Set(explained.map(({ finding }) => finding.query));
