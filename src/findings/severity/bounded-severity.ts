import { rowsText } from '../../text/figures';
import type { TimelinePoint } from '../../timeline/types';
import type { RuleContext } from '../context';
import type { Severity } from '../kinds';
import { horizon } from '../work/outgrows';
import { isRareCase } from '../bounds/rare-case';
import { worstCase, type WorstCase } from '../bounds/worst-case';

/** What the worst case of an early stop says of a range of row counts whose plans were not run. */
export interface BoundedSeverity {
  readonly severity: Severity;
  /** Sentences, with a full stop, that name their row count and whose figures they are. */
  readonly text: string;
  /** First row count where the worst case is a hundred times the runner-up's. */
  readonly at: number;
  readonly worst: WorstCase;
}

/** What a row count is called in a sentence. */
const atRows = (scale: number): string => `At ${rowsText(scale)}`;

/**
 * Judges plans that depend on an early stop, up to the horizon: a warning, or an error where the case asks for values that
 * few rows have or none, so that the stop is unlikely to come.
 *
 * @param points with equal access, in rising order
 */
export function boundedSeverity(
  points: readonly TimelinePoint[],
  label: string,
  { query, relationRows }: Pick<RuleContext, 'query' | 'relationRows'>,
  place: ((scale: number) => string) | undefined = atRows,
): BoundedSeverity | undefined {
  const within = points.filter(({ scale }, i) => i === 0 || scale <= horizon);
  const found = within.flatMap((point) => {
    const worst = worstCase(point, relationRows);
    return worst === undefined ? [] : [{ at: point.scale, worst }];
  });
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const rare = isRareCase(query, label);
  return {
    severity: rare ? 'error' : 'warning',
    text: `${place(last.at)} ${last.worst.text}${rare ? ' This case asks for values that few rows have, or none.' : ''}`,
    at: first.at,
    worst: last.worst,
  };
}
