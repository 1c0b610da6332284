import type {
  ColumnStatistics,
  EarlierCounts,
  EarlierColumn,
  Pulled,
  RelationStatistics,
} from './types';

/** Two pulls within a day say nothing of how a database grows. */
const shortest = 86_400_000;

/** States that more rows are in do not pass. */
const largestShare = 0.5;

/**
 * What the next pull is compared with: the pull that was in the folder, or the one before that where the two are less
 * than a day apart.
 */
export function earlierFor(later: Pick<Pulled, 'manifest'>, before: Pulled): EarlierCounts {
  const time = Date.parse(later.manifest.clock) - Date.parse(before.manifest.clock);
  const counts =
    time < shortest && before.earlier !== undefined ? before.earlier : countsOf(before);
  const uncovers = later.manifest.redacted === true && before.manifest.redacted !== true;
  return uncovers ? withoutValues(counts) : counts;
}

/** What a folder with surrogates may keep of one with values. */
const withoutValues = ({ clock, tables }: EarlierCounts): EarlierCounts => ({
  clock,
  tables: tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, common: [] })),
  })),
});

function countsOf({ manifest, statistics }: Pulled): EarlierCounts {
  return {
    clock: manifest.clock,
    tables: statistics.relations
      .filter(({ kind, reltuples }) => kind === 'table' && reltuples > 0)
      .map((relation) => ({
        schema: relation.schema,
        name: relation.name,
        rows: Math.round(relation.reltuples),
        columns: relation.columns.flatMap((column) => counts(relation, column)),
      })),
  };
}

function counts(
  { reltuples }: RelationStatistics,
  column: ColumnStatistics,
): readonly EarlierColumn[] {
  const { attname, inherited, null_frac, most_common_vals = [], most_common_freqs = [] } = column;
  if (inherited) return [];
  const common = most_common_vals.flatMap((value, k) => {
    const share = most_common_freqs[k] ?? 1;
    return share <= largestShare ? [[value, Math.round(share * reltuples)] as const] : [];
  });
  // A long list is none of states.
  const few = common.length <= mostStates ? common : [];
  if (few.length === 0 && null_frac === 0) return [];
  return [{ attname, nulls: Math.round(null_frac * reltuples), common: few }];
}

const mostStates = 20;
