import { createHash } from 'node:crypto';
import { usualScales, usualSizes, type CorpusCase, type Family } from './types';

/** What one run of a statement did. */
export interface Run {
  /** Pages of tables and indexes that were touched. */
  readonly pages: number;
  /** Rows that all nodes returned or removed, in all loops. */
  readonly rows: number;
  /** Rows returned, or rows that enter the topmost aggregate; at least 1. */
  readonly answer: number;
  /** How each occurrence was read, a line for each. */
  readonly access: readonly string[];
}

export interface MeasuredSize {
  /** Rows of the driving table. */
  readonly size: number;
  readonly end: Run;
  readonly rival: Run;
}

/** The truth of one case. */
export interface MeasuredCase {
  /** Of everything that the figures follow from; another one makes them void. */
  readonly digest: string;
  /** Access of the end plan, planned over virtual tables at the end of the range. */
  readonly planned: readonly string[];
  readonly sizes: readonly MeasuredSize[];
}

export type MeasuredFamily = { readonly [name: string]: MeasuredCase };

/** Changes with whatever the figures of a case follow from. */
export function digestOf(family: Family, of: CorpusCase): string {
  const { schema, driving, tables, settings, conditions, scales = usualScales } = family;
  const { sql, values, end, rival, sizes = usualSizes } = of;
  const model = { schema, driving, tables, settings, conditions, scales };
  const text = JSON.stringify({ model, sql, values, end, rival, sizes });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Pages, and rows at the price that the planner gives them beside a page (`cpu_tuple_cost`). */
export const workOf = ({ pages, rows }: Run): number => pages + 0.01 * rows;

/** A figure as it grows over the sizes: a straight line on log-log axes from the first to the last. */
export interface Growth {
  readonly last: number;
  readonly slope: number;
  at(rows: number): number;
}

export function growthOf(
  sizes: readonly MeasuredSize[],
  figure: (at: MeasuredSize) => number,
): Growth {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('Nothing was measured');
  const [low, high] = [Math.max(1, figure(first)), Math.max(1, figure(last))];
  const slope = Math.log(high / low) / Math.log(last.size / first.size);
  return { last: high, slope, at: (rows) => high * (rows / last.size) ** slope };
}

/** A plan is much worse than another from this ratio of their work on. */
const much = 10;
/** Work in pages from which on a much worse plan is worth a warning, and from which on an error. */
const seen = 100;
const felt = 1000;

/** What the figures of a case show at the end of its range, extrapolated from the sizes measured. */
export interface Truth {
  readonly end: Growth;
  readonly rival: Growth;
  readonly answer: Growth;
  /** Work by the end plan over work by the rival, at the largest size measured and at the end of the range. */
  readonly ratioMeasured: number;
  readonly ratioAtEnd: number;
  readonly workAtEnd: number;
  /** What the work alone says; the expectation of a case has to agree with it. */
  readonly verdict: CorpusCase['expected'];
}

export function truthOf({ sizes }: MeasuredCase, rowsAtEnd: number): Truth {
  const end = growthOf(sizes, (at) => workOf(at.end));
  const rival = growthOf(sizes, (at) => workOf(at.rival));
  const answer = growthOf(sizes, (at) => at.end.answer);
  const ratioMeasured = end.last / rival.last;
  const ratioAtEnd = end.at(rowsAtEnd) / rival.at(rowsAtEnd);
  const workAtEnd = end.at(rowsAtEnd);
  const worse = ratioAtEnd >= much && workAtEnd >= seen;
  const verdict = !worse ? 'none' : workAtEnd >= felt ? 'error' : 'warning';
  return { end, rival, answer, ratioMeasured, ratioAtEnd, workAtEnd, verdict };
}
