import type { AccessPath } from '../plan/types';
import { type Margins, type MovedSetting, movedSettings } from './moved-settings';
import { sameOccurrence } from './occurrences';
import { roundRows } from '../text/row-count';
import type { TimelinePoint } from './types';

type Name = MovedSetting['name'];

/** A point, and how each full scan of its plan would fare with settings moved. */
export interface Probed {
  readonly point: TimelinePoint;
  readonly margins: ReadonlyMap<string, Margins>;
}

/** An index that was just lost. */
export interface Loss {
  readonly scale: number;
  readonly scan: AccessPath;
  readonly margins: Margins;
}

export interface Decision {
  /** The setting that, moved, brings the index back, and moves its loss the farthest; undefined where none does. */
  readonly setting?: Name;
  /** A row count at which to probe before that is sure; absent where it is. */
  readonly probeAt?: number;
}

/** Just after a change any small help tips the balance back. A setting is decisive if it moves the change this far. */
const far = 1.5;

/** @param beyond probed points past the loss, in rising order */
export function decisiveSetting(loss: Loss, beyond: readonly Probed[]): Decision {
  const reaches = movedSettings.flatMap(({ name }) => reachOf(name, loss, beyond) ?? []);
  const best = reaches.toSorted((a, b) => b.rows - a.rows)[0];
  if (best === undefined) return {};
  const rivals = reaches.filter((other) => other !== best && other.high > best.low);
  const atLeast = loss.scale * far;
  const unsure = rivals.length > 0 || (best.low < atLeast && best.high > atLeast);
  const probeAt = unsure ? rungBetween(best) : undefined;
  return {
    ...(best.rows >= atLeast ? { setting: best.name } : {}),
    ...(probeAt === undefined ? {} : { probeAt }),
  };
}

/** Up to which row count an index would be used, were a setting moved. */
interface Reach {
  readonly name: Name;
  /** The last probed row count at which it would, and the first at which it would not. */
  readonly low: number;
  readonly high: number;
  /** Where between them, going by the costs at both. */
  readonly rows: number;
}

function reachOf(name: Name, loss: Loss, beyond: readonly Probed[]): Reach | undefined {
  const first = loss.margins.get(name);
  if (first === undefined || first < 1) return undefined;
  let last = { scale: loss.scale, margin: first };
  for (const { point, margins } of beyond) {
    const scan = sameOccurrence(loss.scan, point.plan);
    const margin = margins.get(scan?.occurrence ?? '')?.get(name);
    if (margin === undefined) break;
    const { scale } = point;
    if (margin < 1) {
      const share = Math.log(last.margin) / Math.log(last.margin / margin);
      const rows = last.scale * (scale / last.scale) ** share;
      return { name, low: last.scale, high: scale, rows };
    }
    last = { scale, margin };
  }
  return { name, low: last.scale, high: Infinity, rows: last.scale * last.margin };
}

/**
 * The middle one of the quarter decades between two row counts: the same ones for all cases, so that they share
 * the tables there. Costs along a decade are no straight line: a bitmap that outgrows work_mem does so at once.
 */
function rungBetween({ low, high }: Reach): number | undefined {
  if (high === Infinity) return undefined;
  const from = Math.ceil(Math.log10(low * 1.2) * 4);
  const to = Math.floor(Math.log10(high / 1.2) * 4);
  return from > to ? undefined : roundRows(10 ** (Math.round((from + to) / 2) / 4), 3);
}
