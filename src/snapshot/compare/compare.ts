import type { Finding } from '../../findings/types';
import type { SourcePosition } from '../../scenario/position';
import { formatRows } from '../../text/row-count';
import { caseDifference, type CaseDifference } from './case-difference';
import { causesOf, type Explained } from './causes';
import { changeNotes } from './change-notes';
import { headerDifferences } from './header-differences';
import { entryKey } from '../entry-order';
import type { SchemaChange } from './schema-changes';
import { occurrenceTracksOf, type OccurrenceTrack } from './occurrence-track';
import type { Snapshot, SnapshotEntry } from '../types';

/** How far, as a share of its row count, a change may move before it counts as moved. */
export const defaultTolerance = 0.1;

export interface CompareOptions {
  /** Share of the row count, 0.1 for 10 %. */
  readonly tolerance?: number;
  /** True where the run looked at some of the scenario's cases only: what it didn't look at is not obsolete. */
  readonly partial?: boolean;
  /** Keys (`entryKey`) of cases that have no timeline in this run because they couldn't be planned. */
  readonly unknown?: ReadonlySet<string>;
  /** True where the command line says how to run: a run under other circumstances then looks without comparing. */
  readonly adHoc?: boolean;
  readonly position?: (query: string) => SourcePosition | undefined;
  /** The table of each occurrence of a case of this run, both named as in the snapshot's lines. */
  readonly tables?: (entry: SnapshotEntry) => ReadonlyMap<string, string>;
}

export interface Comparison {
  readonly findings: readonly Finding[];
  /** Why the run is not compared at all, one phrase each; `findings` and the lists of entries are then empty. */
  readonly skipped: readonly string[];
  /** True where major, engine and settings agree. */
  readonly comparable: boolean;
  /** True where a case of this run may stand beside the accepted ones of the others. */
  readonly mergeable: boolean;
  /** Entries of this run whose access lies within the tolerance of what was accepted. */
  readonly matched: readonly SnapshotEntry[];
  /** Entries of this run that differ from what was accepted. */
  readonly changed: readonly SnapshotEntry[];
  /** Entries of this run that the snapshot does not hold. */
  readonly added: readonly SnapshotEntry[];
  /** Entries of the snapshot that this run would have, if the scenario still had them. */
  readonly obsolete: readonly SnapshotEntry[];
  /** What changed since the snapshot was written, and what it did to the plans: one sentence each, without a period. */
  readonly notes: readonly string[];
}

/** Compares this run's timelines with those that were accepted. Levels and `allow` are not applied here. */
export function compareSnapshot(
  accepted: Snapshot,
  current: Snapshot,
  options: CompareOptions = {},
): Comparison {
  const headers = headerDifferences(accepted.header, current.header);
  const { different, settings, scales, schema } = headers;
  const comparable = different.length + settings.length === 0;
  const mergeable = comparable && scales.length === 0;
  const lists = { matched: [], changed: [], added: [], obsolete: [] };
  if (options.adHoc === true && headers.circumstances.length > 0) {
    const skipped = headers.circumstances;
    return { ...lists, findings: [], skipped, comparable, mergeable: false, notes: [] };
  }
  const before = new Map(accepted.entries.map((entry) => [entryKey(entry), entry]));
  const present = new Set(current.entries.map(entryKey));
  const sameValues = headers.schema.length + scales.length + settings.length === 0;
  const compared = current.entries.map((entry) => {
    const old = before.get(entryKey(entry));
    if (old === undefined) return { entry };
    const explained =
      different.length > 0
        ? []
        : compareEntries(old, entry, { accepted, current, schema }, options);
    return { entry, old, explained, reworded: reworded(old, entry, sameValues) };
  });
  const explained = compared.flatMap((each) => each.explained ?? []);
  const differs = ({ explained: found }: (typeof compared)[number]): boolean =>
    different.length > 0 || (found ?? []).length > 0;
  const existing = compared.filter(({ old }) => old !== undefined);
  return {
    findings: [
      ...(comparable
        ? []
        : [incomparable(current.scenario, undefined, [...different, ...settings], options)]),
      ...explained.map(({ finding }) => finding),
    ],
    skipped: [],
    comparable,
    mergeable,
    matched: existing.filter((each) => !differs(each)).map(({ entry }) => entry),
    changed: existing.filter(differs).map(({ entry }) => entry),
    added: compared.filter(({ old }) => old === undefined).map(({ entry }) => entry),
    obsolete: options.partial
      ? []
      : accepted.entries.filter(
          (entry) => !present.has(entryKey(entry)) && !options.unknown?.has(entryKey(entry)),
        ),
    notes:
      different.length > 0
        ? []
        : changeNotes(
            { scales, schema },
            explained,
            existing.filter((each) => !differs(each)),
          ),
  };
}

function compareEntries(
  old: SnapshotEntry,
  entry: SnapshotEntry,
  sides: {
    readonly accepted: Snapshot;
    readonly current: Snapshot;
    readonly schema: readonly SchemaChange[];
  },
  options: CompareOptions,
): Explained[] {
  const { accepted, current, schema } = sides;
  const from = Math.max(accepted.header.scales.from, current.header.scales.from);
  const to = Math.min(accepted.header.scales.to, current.header.scales.to);
  const short = [old, entry].find(
    ({ ranges }) => spanOf(ranges).from > from || spanOf(ranges).to < to,
  );
  // A sweep of one scale is taken to hold up to the next row.
  const end = Math.max(to, from + 1);
  const before = occurrenceTracksOf(old, from, end);
  const after = occurrenceTracksOf(entry, from, end);
  const tables = options.tables?.(entry) ?? new Map<string, string>();
  const nothing = [{ from, to: end }];
  const differences = [...new Set([...before.keys(), ...after.keys()])].flatMap((occurrence) => {
    const [was, is] = [before.get(occurrence) ?? nothing, after.get(occurrence) ?? nothing];
    const difference = caseDifference(occurrence, was, is, options.tolerance ?? defaultTolerance);
    if (difference === undefined) return [];
    const table = tables.get(occurrence);
    const causes = causesOf(schema, {
      indexes: new Set([...indexesOf(was), ...indexesOf(is)]),
      tables: new Set(tables.values()),
      ...(table === undefined ? {} : { table }),
    });
    const sql = old.sql === entry.sql ? [] : ['the SQL of the query changed'];
    const reasons = [...sql, ...causes.map(({ phrase }) => phrase)];
    return [{ finding: findingOf(current.scenario, entry, difference, reasons, options), causes }];
  });
  if (short === undefined) return differences;
  const span = spanOf(short.ranges);
  const where = `row counts ${formatRows(span.from)} to ${formatRows(span.to)} only`;
  const what = [short === old ? `${where} in the snapshot` : where];
  return [
    { finding: incomparable(current.scenario, entry, what, options), causes: [] },
    ...differences,
  ];
}

const indexesOf = (track: OccurrenceTrack): string[] =>
  track.flatMap(({ line }) => line?.index.split(' + ') ?? []);

/** Drawn values follow the data model and the scales: they are compared only where these are the same. */
function reworded(
  old: SnapshotEntry,
  entry: SnapshotEntry,
  sameValues: boolean,
): string | undefined {
  if (old.sql !== entry.sql) return 'the SQL';
  const same =
    old.parameters.length === entry.parameters.length &&
    old.parameters.every((value, index) => value === entry.parameters[index]);
  return same || !sameValues ? undefined : 'the parameters';
}

function spanOf(ranges: SnapshotEntry['ranges']): { readonly from: number; readonly to: number } {
  return { from: ranges[0]?.from ?? 0, to: ranges.at(-1)?.to ?? 0 };
}

/** For the whole scenario where no entry is given: its query and case are then empty. */
function incomparable(
  scenario: string,
  entry: SnapshotEntry | undefined,
  differs: readonly string[],
  options: CompareOptions,
): Finding {
  return {
    kind: 'incomparable',
    severity: 'error',
    ...subject(scenario, entry, options),
    differs,
    why: `The snapshot is not comparable: this run has ${differs.join('; ')}.`,
    advice:
      'Run it as the snapshot was made; or review the current plans, then accept them with -u.',
  };
}

function findingOf(
  scenario: string,
  entry: SnapshotEntry,
  difference: CaseDifference,
  reasons: readonly string[],
  options: CompareOptions,
): Finding {
  const { index, ...rest } = difference;
  const at = difference.now ?? difference.accepted;
  return {
    ...rest,
    // Findings separate indexes by commas, whatever the words of an access do.
    ...(index ? { index: index.replaceAll(' + ', ', ') } : {}),
    ...subject(scenario, entry, options),
    ...(at === undefined ? {} : { at }),
    why: [difference.why, ...reasons.slice(0, 2).map((reason) => `${capital(reason)}.`)].join(' '),
    advice:
      difference.severity === 'info'
        ? 'Accept it with -u.'
        : 'Fix the query or its index; or, if this is meant, accept it with -u.',
  };
}

/** A name stays as it is: `bookings_show_id_idx is gone`. */
const capital = (phrase: string): string =>
  phrase.replace(/^(?:the|table) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));

function subject(
  scenario: string,
  entry: SnapshotEntry | undefined,
  { position }: CompareOptions,
): Pick<Finding, 'scenario' | 'query' | 'case' | 'condition' | 'position'> {
  const place = entry === undefined ? undefined : position?.(entry.query);
  return {
    scenario,
    query: entry?.query ?? '',
    case: entry?.case ?? '',
    condition: entry?.condition ?? '',
    ...(place === undefined ? {} : { position: place }),
  };
}
