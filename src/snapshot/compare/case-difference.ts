import type { FindingKind, Severity } from '../../findings/kinds';
import { rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { AccessLine } from '../format/access-line';
import { divergences, type Divergence } from './divergence';
import { intervalAt, type OccurrenceTrack } from './occurrence-track';

/** What became of one occurrence, compared with what was accepted. */
export interface CaseDifference {
  readonly kind: Extract<
    FindingKind,
    'cliff-appeared' | 'cliff-moved-earlier' | 'cliff-moved-later' | 'cliff-gone' | 'plan-changed'
  >;
  readonly severity: Severity;
  readonly occurrence: string;
  readonly index?: string;
  /** Row counts of the change in the snapshot and now; absent where it has none. */
  readonly accepted?: number;
  readonly now?: number;
  readonly why: string;
}

/** A table below this is read in full by any sensible plan: taking an index up at 2k or at 8k rows is one. */
const smallTable = 10_000;

/** An index that comes back within this factor was dropped where its cost and that of a full scan hardly differ. */
const nearTie = 2;

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * The worst difference of one occurrence; undefined where all that differs lies within the tolerance. Of equally
 * bad ones a cliff comes first, which an index taken up late must not hide, and then the one at fewer rows.
 */
export function caseDifference(
  occurrence: string,
  accepted: OccurrenceTrack,
  current: OccurrenceTrack,
  tolerance: number,
): CaseDifference | undefined {
  return divergences(accepted, current, tolerance)
    .map((divergence) => ({ occurrence, ...judge(divergence, accepted, current) }))
    .sort((a, b) => rank(a) - rank(b))[0];
}

function rank({ severity, kind }: CaseDifference): number {
  return 2 * severities.indexOf(severity) + (kind === 'plan-changed' ? 1 : 0);
}

type Judged = Omit<CaseDifference, 'occurrence'>;

function judge(
  divergence: Divergence,
  accepted: OccurrenceTrack,
  current: OccurrenceTrack,
): Judged {
  const before = divergence.accepted;
  const after = divergence.current;
  if (before?.direct && after !== undefined && !after.direct) {
    return lost(divergence.at, before, accepted, current);
  }
  if (before !== undefined && !before.direct && after?.direct) {
    return won(divergence.at, after, accepted, current);
  }
  return changed(divergence);
}

/** The snapshot has an index here, and now there is none. */
function lost(
  at: number,
  before: AccessLine,
  accepted: OccurrenceTrack,
  current: OccurrenceTrack,
): Judged {
  const index = before.index;
  const takenUp = startOfUse(current, at);
  const now = lossAround(current, at);
  if (now === undefined && takenUp !== undefined) {
    const { from, index: taken } = takenUp;
    const snapshot = taken === index ? 'in the snapshot it is' : `in the snapshot ${index} is`;
    return {
      kind: 'plan-changed',
      severity: from > smallTable ? 'error' : 'info',
      index: taken,
      accepted: at,
      now: from,
      why: `${taken} is used from ${rowsText(from)} on; ${snapshot} from ${formatRows(at)}.`,
    };
  }
  const later = lossAfter(accepted, at);
  const place = now ?? at;
  const back = startOfUse(current, place);
  const gone = usedBefore(current, place) ?? index;
  const what = `${gone} is not used ${intervalWithout(gone, place, back)}`;
  const common = {
    index: gone,
    now: place,
    severity: back !== undefined && back.from <= place * nearTie ? 'warning' : 'error',
  } as const;
  return later === undefined
    ? {
        ...common,
        kind: 'cliff-appeared',
        why: `${what}; the snapshot keeps ${index} up to ${formatRows(endOf(accepted))}.`,
      }
    : {
        ...common,
        kind: 'cliff-moved-earlier',
        accepted: later,
        why: `${what}; the snapshot keeps ${index} up to ${formatRows(later)}.`,
      };
}

function intervalWithout(index: string, place: number, back: Use | undefined): string {
  const from = formatRows(place);
  if (back === undefined) return `from ${from} rows on`;
  return back.index === index
    ? `between ${from} and ${rowsText(back.from)}`
    : `from ${from} rows on, and ${back.index} takes over at ${formatRows(back.from)}`;
}

/** The snapshot has no index here, and now there is one. */
function won(
  at: number,
  after: AccessLine,
  accepted: OccurrenceTrack,
  current: OccurrenceTrack,
): Judged {
  const index = after.index;
  const place = lossAround(accepted, at);
  if (place === undefined) {
    return {
      kind: 'plan-changed',
      severity: 'info',
      index,
      now: at,
      why: `${index} is used from ${rowsText(at)} on; in the snapshot the table is read in full there.`,
    };
  }
  const later = lossAfter(current, at);
  return later === undefined
    ? {
        kind: 'cliff-gone',
        severity: 'info',
        index,
        accepted: place,
        why: `${index} is kept up to ${rowsText(endOf(current))}; the snapshot loses it at ${formatRows(place)}.`,
      }
    : {
        kind: 'cliff-moved-later',
        severity: 'info',
        index,
        accepted: place,
        now: later,
        why: `${index} is kept up to ${rowsText(later)}; the snapshot loses it at ${formatRows(place)}.`,
      };
}

/** Neither side gains or loses an index: worse where the index bounds less of what is read. */
function changed({ at, accepted: before, current: after }: Divergence): Judged {
  const rows = formatRows(at);
  const index = after?.index || before?.index || '';
  const common = { kind: 'plan-changed', now: at, ...(index === '' ? {} : { index }) } as const;
  if (before === undefined || after === undefined) {
    const why =
      before === undefined
        ? `From ${rows} rows on the plan reads ${after?.text ?? ''}; in the snapshot it doesn't.`
        : `From ${rows} rows on the plan no longer reads ${before.text}.`;
    // A table that the plan of today reads in full, and the accepted one not at all, is work that was not there.
    return { ...common, severity: after !== undefined && !after.direct ? 'warning' : 'info', why };
  }
  return {
    ...common,
    severity: weakened(before, after),
    why: `From ${rows} rows on: ${after.text}; in the snapshot: ${before.text}.`,
  };
}

function weakened(before: AccessLine, after: AccessLine): Severity {
  const sameIndex = before.index === after.index;
  const unbound = before.conditions.filter((column) => !after.conditions.includes(column));
  // The severities of index-demoted, index-only-lost and index-swapped.
  if (sameIndex && unbound.length > 0) return 'error';
  if (sameIndex && before.indexOnly && !after.indexOnly) return 'warning';
  return 'info';
}

/** Where the interval without an index around `at` begins, if an index was used before it. */
function lossAround(track: OccurrenceTrack, at: number): number | undefined {
  let used = false;
  let loss: number | undefined;
  for (const { from, line } of track) {
    if (from > at) break;
    if (line?.direct) loss = undefined;
    else if (used && loss === undefined && line !== undefined) loss = from;
    used ||= line?.direct === true;
  }
  return loss;
}

/** Where an index that is in use at `at` or later is lost. */
function lossAfter(track: OccurrenceTrack, at: number): number | undefined {
  let used = intervalAt(track, at)?.line?.direct === true;
  for (const { from, line } of track) {
    if (from <= at) continue;
    if (used && line !== undefined && !line.direct) return from;
    used ||= line?.direct === true;
  }
  return undefined;
}

/** The index in use right before a loss. */
function usedBefore(track: OccurrenceTrack, at: number): string | undefined {
  return track.findLast(({ from, line }) => from < at && line?.direct)?.line?.index;
}

/** An index that is taken up, and where. */
interface Use {
  readonly from: number;
  readonly index: string;
}

function startOfUse(track: OccurrenceTrack, at: number): Use | undefined {
  const interval = track.find(({ from, line }) => from > at && line?.direct);
  return interval?.line && { from: interval.from, index: interval.line.index };
}

const endOf = (track: OccurrenceTrack): number => track.at(-1)?.to ?? 0;
