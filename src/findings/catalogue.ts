import type { FindingKind, Severity } from './kinds';

/** What is said of a kind of finding, whatever the case. */
export interface Info {
  /** Two or three words, as a heading. */
  readonly title: string;
  /** One sentence: what a finding of this kind means. */
  readonly meaning: string;
  /** Severity of a finding that does harm. Kinds that are graded come out as `info` where they do none. */
  readonly level: Severity;
  /** Whether the slope of the cost decides between `level` and `info`. */
  readonly graded: boolean;
  /** Its page, relative to the package's root. */
  readonly page: string;
}

type Text = Pick<Info, 'title' | 'meaning' | 'level'> & { readonly graded?: boolean };

const texts = {
  'index-lost': {
    title: 'index lost',
    meaning: 'A table that an index served at smaller sizes is read in full from here on.',
    level: 'error',
    graded: true,
  },
  'index-never-used': {
    title: 'index never used',
    meaning: 'An index that fits the condition exists, and the planner chooses it at no size.',
    level: 'warning',
  },
  'index-demoted': {
    title: 'index demoted',
    meaning: 'The index is still read, but a condition no longer bounds what is read of it.',
    level: 'error',
    graded: true,
  },
  'index-swapped': {
    title: 'index swapped',
    meaning: 'Another index serves the table from here on.',
    level: 'info',
  },
  'index-only-lost': {
    title: 'index-only scan lost',
    meaning: 'What was answered from the index alone now visits the table for each row.',
    level: 'warning',
  },
  'no-index': {
    title: 'no index',
    meaning: 'A table that grows is read in full at every size for a result that does not grow.',
    level: 'warning',
  },
  'cost-outgrows': {
    title: 'cost outgrows the result',
    meaning: 'With no change of access, the cost grows faster than what the query returns.',
    level: 'error',
  },
  'sort-spills': {
    title: 'sort spills to disk',
    meaning: 'From here on a sort is expected to need more than work_mem.',
    level: 'info',
  },
  'hash-spills': {
    title: 'hash spills to disk',
    meaning:
      'From here on a hash table is expected to need more than work_mem × hash_mem_multiplier.',
    level: 'info',
  },
  'parallel-starts': {
    title: 'parallel plan starts',
    meaning: 'From here on the planner counts on parallel workers.',
    level: 'info',
  },
  'join-method-changed': {
    title: 'join method changed',
    meaning: 'Tables are joined by another method from here on.',
    level: 'info',
  },
  'expectation-broken': {
    title: 'expectation broken',
    meaning: 'An index that the scenario expects does not serve the query where it should.',
    level: 'error',
  },
  'cliff-appeared': {
    title: 'new cliff',
    meaning: 'An index is lost at a size where the accepted snapshot keeps it.',
    level: 'error',
  },
  'cliff-moved-earlier': {
    title: 'cliff moved earlier',
    meaning: 'An index is lost at a smaller size than in the accepted snapshot.',
    level: 'error',
  },
  'cliff-moved-later': {
    title: 'cliff moved later',
    meaning: 'An index is kept up to a larger size than in the accepted snapshot.',
    level: 'info',
  },
  'cliff-gone': {
    title: 'cliff gone',
    meaning: 'An index that the accepted snapshot loses is kept.',
    level: 'info',
  },
  'plan-changed': {
    title: 'plan changed',
    meaning: 'The access differs from the accepted snapshot in a way that loses no index.',
    level: 'info',
  },
  incomparable: {
    title: 'not comparable',
    meaning: 'The snapshot was made under other conditions, so that nothing can be said.',
    level: 'error',
  },
  unplannable: {
    title: 'cannot be planned',
    meaning: 'The server refuses to plan the query.',
    level: 'error',
  },
} as const satisfies Record<FindingKind, Text>;

/** Title, meaning, default level and documentation page of every kind of finding. */
export const findingInfo: Readonly<Record<FindingKind, Info>> = Object.fromEntries(
  Object.entries<Text>(texts).map(([kind, text]) => [
    kind,
    { ...text, graded: text.graded ?? false, page: `docs/findings/${kind}.md` },
  ]),
) as Record<FindingKind, Info>;
