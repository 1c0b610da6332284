import { listOf } from '../../findings/expectations';
import { workOf } from '../../findings/work/work';
import type { Scenario } from '../../scenario/types';
import type { Subject } from '../types';

/**
 * Subjects of one scenario for which suggestions are tried: each takes a database of its own and some runs, and a check
 * with trials is to take at most half as long again as one without.
 */
export const mostSubjects = 5;

/**
 * The subjects with most measured work, of queries that no `allow` covers: what the author has accepted with a reason
 * needs no advice.
 */
export function chooseSubjects(
  subjects: readonly Subject[],
  { queries }: Pick<Scenario, 'queries'>,
  most = mostSubjects,
): readonly Subject[] {
  const isAllowed = ({ of }: Subject): boolean =>
    listOf(queries.find(({ name }) => name === of.query)?.definition.allow).some(
      ({ cases }) => cases === undefined || cases.includes(of.label),
    );
  const work = ({ without }: Subject): number => workOf(without)?.work.largest.value ?? 0;
  return subjects
    .filter((subject) => !isAllowed(subject))
    .toSorted((a, b) => work(b) - work(a) || (a.of.id < b.of.id ? -1 : 1))
    .slice(0, most);
}
