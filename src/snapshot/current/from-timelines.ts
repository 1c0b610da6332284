import { describeAccess } from '../../plan/describe';
import { readAccessLine } from '../format/access-line';
import { tableName } from './schema-parts';
import { sessionText } from '../../plan/session-text';
import type { AccessMethod, AccessPath } from '../../plan/types';
import { roundRows } from '../../text/row-count';
import type { Timeline } from '../../timeline/types';
import { foldSql } from '../../sql/fold';
import { snapshotVersion } from '../format/format';
import { byCodeUnit, byName } from '../entry-order';
import { parameterText } from './parameter-text';
import type { Snapshot, SnapshotEntry, SnapshotHeader, SnapshotRange } from '../types';

/** Methods that reach rows without reading the whole relation. */
const direct = new Set<AccessMethod>(['index-only', 'index', 'bitmap', 'tid']);

/** Significant digits of a change in a snapshot: finer than any tolerance, coarser than a sweep's noise. */
const digits = 3;

interface Line {
  readonly occurrence: string;
  readonly direct: boolean;
  readonly text: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly Line[];
}

/** The timelines of a run as a snapshot; what `-u` accepts of its findings comes later, see `withAccepted`. */
export function snapshotOf(parts: {
  readonly scenario: string;
  readonly header: SnapshotHeader;
  readonly timelines: readonly Timeline[];
}): Snapshot {
  return {
    version: snapshotVersion,
    scenario: parts.scenario,
    header: parts.header,
    entries: parts.timelines.map(entryOf).sort(byName),
  };
}

/** The table of each occurrence of a timeline, named as in the lines of its snapshot. */
export function tablesOf(timeline: Timeline): ReadonlyMap<string, string> {
  return new Map(
    timeline.ranges
      .flatMap(({ points }) => points[0]?.plan.accesses ?? [])
      .map((path) => [
        readAccessLine(describeAccess(path)).occurrence,
        tableName(path.schema, path.relation),
      ]),
  );
}

function entryOf(timeline: Timeline): SnapshotEntry {
  return {
    query: timeline.query,
    case: timeline.case,
    condition: timeline.condition,
    sql: sqlOf(timeline),
    parameters: timeline.statement.parameters.map(parameterText),
    ranges: markCliffs(joinEqual(spansOf(timeline))),
    accepted: [],
    acquitted: [],
  };
}

/** The session that a case has of its own is a comment before its SQL, so that a review sees both. */
function sqlOf({ statement }: Timeline): string {
  const session = sessionText(statement).replaceAll('*/', '* /');
  return `${session === '' ? '' : `/* ${session} */ `}${foldSql(statement.sql)}`;
}

/**
 * Contiguous ranges that meet at the changes. A range so narrow that both its ends round to one number is
 * left out: the next run may well not see it.
 */
function spansOf(timeline: Timeline): Span[] {
  const { ranges, changes } = timeline;
  const last = ranges.length - 1;
  const bound = (index: number): number =>
    roundRows(
      changes[index]?.at ?? Math.sqrt((ranges[index]?.to ?? 1) * (ranges[index + 1]?.from ?? 1)),
      digits,
    );
  const spans = ranges.map((range, index) => ({
    from: index === 0 ? range.from : bound(index - 1),
    to: index === last ? range.to : bound(index),
    lines: linesOf(range.points[0]?.plan.accesses ?? []),
  }));
  return spans.length === 1 ? spans : spans.filter(({ from, to }) => from < to);
}

/** In the order of occurrences and not of the plan: a join turned round reads its relations no differently. */
function linesOf(accesses: readonly AccessPath[]): Line[] {
  return accesses
    .map((path) => ({
      occurrence: path.occurrence,
      direct: direct.has(path.method),
      text: describeAccess(path),
    }))
    .sort((a, b) => byCodeUnit(a.occurrence, b.occurrence) || byCodeUnit(a.text, b.text));
}

function joinEqual(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before !== undefined && sameText(before, span)) {
      joined[joined.length - 1] = { ...before, to: span.to };
    } else {
      // The first and last ranges may have been left out as too narrow: their rows belong to a neighbour.
      joined.push(before === undefined ? span : { ...span, from: before.to });
    }
  }
  return joined;
}

const sameText = (a: Span, b: Span): boolean =>
  a.lines.length === b.lines.length &&
  a.lines.every((line, index) => line.text === b.lines[index]?.text);

function markCliffs(spans: readonly Span[]): SnapshotRange[] {
  const hadIndex = new Map<string, boolean>();
  return spans.map(({ from, to, lines }) => ({
    from,
    to,
    access: lines.map((line) => {
      const cliff = !line.direct && hadIndex.get(line.occurrence) === true;
      hadIndex.set(line.occurrence, line.direct);
      return { text: line.text, cliff };
    }),
  }));
}
