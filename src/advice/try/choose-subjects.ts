import { listOf } from '../../findings/expectations';
import { workOf } from '../../findings/work/work';
import type { Case, Scenario } from '../../scenario/types';
import type { Subject } from '../types';

/** What is tried, and for whom. */
export interface Chosen {
  /** One case of each query, that which does most measured work: every suggestion for it is tried. */
  readonly leading: readonly Subject[];
  /** Other cases of these queries: what helps the leading case is tried for them too. */
  readonly following: readonly { readonly subject: Subject; readonly leader: Subject }[];
  readonly allowed: readonly Subject[];
  readonly accepted: readonly Subject[];
  /** Cases of further queries. */
  readonly left: readonly Subject[];
}

/** Queries for which suggestions are tried in any scenario: most of them do little work, and cost little. */
const fewestQueries = 20;

/**
 * Queries of one scenario for which suggestions are tried. Each takes runs on loaded tables, as long as a few cases take
 * in the sweep: so their number follows that of the cases.
 */
export const mostQueries = (cases: number): number => Math.max(fewestQueries, Math.ceil(cases / 2));

/**
 * The queries with most measured work, but for cases that an `allow` covers or the snapshot accepts: what somebody has
 * looked at and accepted needs no advice.
 */
export function chooseSubjects(
  subjects: readonly Subject[],
  { queries }: Pick<Scenario, 'queries'>,
  isAccepted: (of: Case) => boolean = () => false,
): Chosen {
  const isAllowed = ({ of }: Subject): boolean =>
    listOf(queries.find(({ name }) => name === of.query)?.definition.allow).some(
      ({ cases }) => cases === undefined || cases.includes(of.label),
    );
  const work = ({ without }: Subject): number => workOf(without)?.work.largest.value ?? 0;
  const open = subjects
    .filter((subject) => !isAllowed(subject) && !isAccepted(subject.of))
    .toSorted((a, b) => work(b) - work(a) || (a.of.id < b.of.id ? -1 : 1));
  const firsts = open.filter(
    ({ of }, i) => open.findIndex((each) => each.of.query === of.query) === i,
  );
  const cases = queries.reduce((sum, query) => sum + query.cases.length, 0);
  const leading = firsts.slice(0, mostQueries(cases));
  const leaderOf = ({ of }: Subject): Subject | undefined =>
    leading.find((each) => each.of.query === of.query);
  const others = open.filter((subject) => !leading.includes(subject));
  return {
    leading,
    following: others.flatMap((subject) => {
      const leader = leaderOf(subject);
      return leader === undefined ? [] : [{ subject, leader }];
    }),
    allowed: subjects.filter(isAllowed),
    accepted: subjects.filter((subject) => !isAllowed(subject) && isAccepted(subject.of)),
    left: others.filter((subject) => leaderOf(subject) === undefined),
  };
}
