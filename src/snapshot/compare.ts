import type { Finding } from '../findings/types';
import type { SourcePosition } from '../scenario/position';
import { formatRows } from '../text/row-count';
import { caseDifference, type CaseDifference } from './case-difference';
import { headerDifferences } from './header-differences';
import { entryKey } from './order';
import { tracksOf } from './track';
import type { Snapshot, SnapshotEntry } from './types';

/** How far, as a share of its row count, a change may move before it counts as moved. */
export const defaultTolerance = 0.1;

export interface CompareOptions {
  /** Share of the row count, 0.1 for 10 %. */
  readonly tolerance?: number;
  /** True where the run looked at some of the scenario's cases only: what it didn't look at is not obsolete. */
  readonly partial?: boolean;
  /** Keys (`entryKey`) of cases that have no timeline in this run because they couldn't be planned. */
  readonly unknown?: ReadonlySet<string>;
  /** True where the command line says how to run, so that this run may not be meant to be accepted. */
  readonly adHoc?: boolean;
  readonly position?: (query: string) => SourcePosition | undefined;
}

export interface Comparison {
  readonly findings: readonly Finding[];
  /** True where the headers agree. What was made under another header is never merged with this run's. */
  readonly comparable: boolean;
  /** Entries of this run whose access lies within the tolerance of what was accepted. */
  readonly matched: readonly SnapshotEntry[];
  /** Entries of this run that differ from what was accepted. */
  readonly changed: readonly SnapshotEntry[];
  /** Entries of this run that the snapshot does not hold. */
  readonly added: readonly SnapshotEntry[];
  /** Entries of the snapshot that this run would have, if the scenario still had them. */
  readonly obsolete: readonly SnapshotEntry[];
}

/** Compares this run's timelines with those that were accepted. Levels and `allow` are not applied here. */
export function compareSnapshot(
  accepted: Snapshot,
  current: Snapshot,
  options: CompareOptions = {},
): Comparison {
  const headers = headerDifferences(accepted.header, current.header);
  const { different, changed: headerChanges } = headers;
  const comparable = different.length + headerChanges.length === 0;
  const adHoc = options.adHoc === true && headers.circumstantial && !comparable;
  const findings: Finding[] = comparable
    ? []
    : [
        {
          ...incomparable(current.scenario, undefined, [...different, ...headerChanges], options),
          ...(headers.circumstantial ? { advice: runAsAccepted(current.scenario, adHoc) } : {}),
          ...(adHoc ? { adHoc } : {}),
        },
      ];
  const before = new Map(accepted.entries.map((entry) => [entryKey(entry), entry]));
  const present = new Set(current.entries.map(entryKey));
  const matched: SnapshotEntry[] = [];
  const changed: SnapshotEntry[] = [];
  const added: SnapshotEntry[] = [];

  for (const entry of current.entries) {
    const old = before.get(entryKey(entry));
    if (old === undefined) {
      added.push(entry);
      continue;
    }
    const found =
      different.length > 0
        ? []
        : compareEntries(old, entry, { accepted, current, comparable }, { ...options, adHoc });
    findings.push(...found);
    (different.length > 0 || found.length > 0 ? changed : matched).push(entry);
  }
  const obsolete = options.partial
    ? []
    : accepted.entries.filter(
        (entry) => !present.has(entryKey(entry)) && !options.unknown?.has(entryKey(entry)),
      );
  return { findings, comparable, matched, changed, added, obsolete };
}

function compareEntries(
  old: SnapshotEntry,
  entry: SnapshotEntry,
  sides: {
    readonly accepted: Snapshot;
    readonly current: Snapshot;
    readonly comparable: boolean;
  },
  options: CompareOptions,
): Finding[] {
  const { accepted, current, comparable } = sides;
  const from = Math.max(accepted.header.scales.from, current.header.scales.from);
  const to = Math.min(accepted.header.scales.to, current.header.scales.to);
  const differs = queryDifferences(old, entry, comparable);
  const short = [old, entry].find(
    ({ ranges }) => spanOf(ranges).from > from || spanOf(ranges).to < to,
  );
  if (short !== undefined) {
    const span = spanOf(short.ranges);
    const where = `row counts ${formatRows(span.from)} to ${formatRows(span.to)} only`;
    differs.push(short === old ? `${where} in the snapshot` : where);
  }
  // A sweep of one scale is taken to hold up to the next row.
  const end = Math.max(to, from + 1);
  const before = tracksOf(old, from, end);
  const after = tracksOf(entry, from, end);
  const occurrences = new Set([...before.keys(), ...after.keys()]);
  const nothing = [{ from, to: end }];
  const differences = [...occurrences].flatMap(
    (occurrence) =>
      caseDifference(
        occurrence,
        before.get(occurrence) ?? nothing,
        after.get(occurrence) ?? nothing,
        options.tolerance ?? defaultTolerance,
      ) ?? [],
  );
  return [
    ...(differs.length > 0 ? [incomparable(current.scenario, entry, differs, options)] : []),
    ...differences.map((difference) => findingOf(current.scenario, entry, difference, options)),
  ];
}

/** Drawn values follow the data model and the scales: they are compared only where these are the same. */
function queryDifferences(old: SnapshotEntry, entry: SnapshotEntry, comparable: boolean): string[] {
  const sameParameters =
    old.parameters.length === entry.parameters.length &&
    old.parameters.every((value, index) => value === entry.parameters[index]);
  return [
    ...(old.sql === entry.sql ? [] : ['the SQL']),
    ...(sameParameters || !comparable ? [] : ['the parameters']),
  ];
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
    why: `What was accepted was made under other conditions: ${differs.join('; ')}.`,
    advice: `Read the plans of today, and accept them: plancliff check ${scenario} -u`,
  };
}

/** Accepting a short sweep in place of a long one would lose what lies beyond it. */
const runAsAccepted = (scenario: string, adHoc: boolean): string =>
  adHoc
    ? `Run it as the snapshot was made: plancliff check ${scenario}`
    : `Run it as the snapshot was made; or, if that is to change, accept it: plancliff check ${scenario} -u`;

function findingOf(
  scenario: string,
  entry: SnapshotEntry,
  difference: CaseDifference,
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
    advice: options.adHoc ? runAsAccepted(scenario, true) : adviceFor(difference, scenario),
  };
}

function adviceFor({ severity }: CaseDifference, scenario: string): string {
  const accept = `plancliff check ${scenario} -u`;
  return severity === 'info'
    ? `Accept it: ${accept}`
    : `Mend the query or its index; or, if this is meant, accept it: ${accept}`;
}

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
