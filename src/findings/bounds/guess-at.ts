import type { AccessPath } from '../../plan/types';
import { formatShare } from '../../text/figures';
import { sameOccurrence } from '../../timeline/occurrences';
import type { TimelinePoint } from '../../timeline/types';
import type { RuleContext } from '../context';
import { defaultGuess, type DefaultGuess } from './default-guess';

/** The default guess that an occurrence's rows come from at a point; undefined where they may come from statistics. */
export function guessAt(
  point: TimelinePoint | undefined,
  access: AccessPath,
  { relationRows, catalog }: Pick<RuleContext, 'relationRows' | 'catalog'>,
): DefaultGuess | undefined {
  const own = point && sameOccurrence(access, point.plan);
  const rows = point === undefined ? undefined : relationRows(access, point.scale);
  return own === undefined || rows === undefined ? undefined : defaultGuess(own, rows, catalog);
}

/** `the planner has no statistics on lower(email) and takes a default of 0.5 % of the rows (DEFAULT_EQ_SEL)` */
export function guessText({ about, share, name }: DefaultGuess): string {
  return `the planner has no statistics on ${about} and takes a default of ${formatShare(share)} of the rows (${name})`;
}
