import { PlancliffError } from '../errors';
import { parseRowCount } from '../text/row-count';

/** Scales to look at, in rows of the driving table. */
export interface Scales {
  readonly from: number;
  readonly to: number;
  /** The scales themselves in rising order, where they were listed one by one. */
  readonly listed?: readonly number[];
}

/**
 * Reads `1k..1b` (a range, looked at by decades) or `1k,10k,250k` (a list).
 *
 * @throws PlancliffError `usage` where it is neither, or holds no change to look for
 */
export function parseScales(text: string): Scales {
  const range = /^(.*?)\.\.(.*)$/.exec(text.trim());
  if (range !== null) {
    const [from, to] = [range[1], range[2]].map((end) => readScale(end ?? '', text));
    if (from === undefined || to === undefined || from >= to) {
      throw usage(text, 'a range goes from a smaller row count to a larger one');
    }
    return { from, to };
  }
  const listed = text.split(',').map((scale) => readScale(scale, text));
  const rising = [...new Set(listed)].sort((a, b) => a - b);
  return { from: Math.min(...rising), to: Math.max(...rising), listed: rising };
}

/** The scales that are planned first: those listed, or both ends of a range and the decades inside it. */
export function grid(scales: Scales): readonly number[] {
  if (scales.listed !== undefined) return scales.listed;
  const points = [scales.from];
  const first = Math.floor(Math.log10(scales.from)) + 1;
  for (let decade = 10 ** first; decade < scales.to; decade *= 10) {
    if (decade > scales.from) points.push(decade);
  }
  return [...points, scales.to];
}

function readScale(text: string, whole: string): number {
  try {
    return parseRowCount(text);
  } catch {
    throw usage(
      whole,
      text.trim() === '' ? 'a row count is missing' : `"${text.trim()}" is not a row count`,
    );
  }
}

function usage(text: string, reason: string): PlancliffError {
  return new PlancliffError('usage', {
    message: `cannot read the scales "${text}"`,
    reason,
    hint: 'Write a range such as 1k..10m, or a list such as 1k,10k,250k.',
  });
}
