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
  /** An index is lost somewhere, with or without a snapshot that shows it. */
  readonly loss: boolean;
  /** Describes a range of row counts and not a change at one. */
  readonly lasting: boolean;
  /** Describes a difference from the snapshot, and is gone when the current plans are accepted. */
  readonly againstSnapshot: boolean;
  /** Its page, relative to the package's root. */
  readonly page: string;
}

type Trait = 'graded' | 'loss' | 'lasting' | 'againstSnapshot';
type Text = Pick<Info, 'title' | 'meaning' | 'level'> & { readonly [T in Trait]?: boolean };

const texts = {
  'index-lost': {
    title: 'index lost',
    meaning: 'From this size the planner reads a table in full that it read by an index before.',
    level: 'error',
    graded: true,
    loss: true,
  },
  'index-never-used': {
    title: 'index never used',
    meaning: 'An index that fits the condition exists, and the planner never chooses it.',
    level: 'warning',
    lasting: true,
  },
  'index-demoted': {
    title: 'index demoted',
    meaning: 'The planner still uses the index, but a condition no longer bounds the read.',
    level: 'error',
    graded: true,
  },
  'index-swapped': {
    title: 'index swapped',
    meaning: 'From this size the planner uses another index for the table.',
    level: 'error',
    graded: true,
  },
  'index-only-lost': {
    title: 'index-only scan lost',
    meaning: 'An index-only scan becomes a scan that also visits the table for each row.',
    level: 'warning',
    graded: true,
  },
  'no-index': {
    title: 'no index',
    meaning: 'A large table is read in full at every size for few of its rows.',
    level: 'warning',
    graded: true,
    lasting: true,
  },
  'work-outgrows-result': {
    title: 'work outgrows the result',
    meaning: 'The work of the query grows faster than the rows that it returns.',
    level: 'error',
    graded: true,
    lasting: true,
  },
  'early-stop': {
    title: 'depends on an early stop',
    meaning: 'The plan is cheap only if a LIMIT, a MIN or MAX, or EXISTS ends it early.',
    level: 'warning',
    lasting: true,
  },
  'condition-differs': {
    title: 'plan depends on the condition',
    meaning:
      'In one condition of the tables a case reads by another access, with other measured work.',
    level: 'warning',
    graded: true,
    lasting: true,
  },
  'plan-depends-on-sample': {
    title: 'plan depends on the sample',
    meaning: 'Which rows ANALYZE happens to read decides by which access a case is read.',
    level: 'warning',
    graded: true,
    lasting: true,
  },
  'sort-spills': {
    title: 'sort spills to disk',
    meaning: 'From this size the planner expects a sort to need more than work_mem.',
    level: 'info',
  },
  'hash-spills': {
    title: 'hash spills to disk',
    meaning:
      'From this size the planner expects a hash table to need more than work_mem × hash_mem_multiplier.',
    level: 'info',
  },
  'parallel-starts': {
    title: 'parallel plan starts',
    meaning: 'From this size the plan uses parallel workers.',
    level: 'info',
  },
  'join-method-changed': {
    title: 'join method changed',
    meaning: 'From this size the planner joins tables by another method.',
    level: 'info',
  },
  'expectation-broken': {
    title: 'expectation broken',
    meaning: 'An index that the scenario expects does not serve the query.',
    level: 'error',
  },
  'expectation-unchecked': {
    title: 'expectation unchecked',
    meaning: 'The scales end before the row count up to which the scenario expects an index.',
    level: 'warning',
  },
  'cliff-appeared': {
    title: 'new cliff',
    meaning: 'The planner stops using an index that the accepted snapshot uses at this size.',
    level: 'error',
    loss: true,
    againstSnapshot: true,
  },
  'cliff-moved-earlier': {
    title: 'cliff moved earlier',
    meaning: 'The planner stops using an index at a smaller size than in the accepted snapshot.',
    level: 'error',
    loss: true,
    againstSnapshot: true,
  },
  'cliff-moved-later': {
    title: 'cliff moved later',
    meaning: 'The planner uses an index up to a larger size than in the accepted snapshot.',
    level: 'info',
    againstSnapshot: true,
  },
  'cliff-gone': {
    title: 'cliff gone',
    meaning: 'The planner keeps an index that it stops using in the accepted snapshot.',
    level: 'info',
    againstSnapshot: true,
  },
  'plan-changed': {
    title: 'plan changed',
    meaning: 'The access path differs from the accepted snapshot, and no index is lost.',
    level: 'info',
    againstSnapshot: true,
  },
  incomparable: {
    title: 'not comparable',
    meaning:
      'The snapshot was made under other conditions, so that plancliff cannot compare with it.',
    level: 'error',
    againstSnapshot: true,
  },
  unplannable: {
    title: 'cannot be planned',
    meaning: 'The server cannot plan the query.',
    level: 'error',
  },
} as const satisfies Record<FindingKind, Text>;

/** Title, meaning, default level, traits and documentation page of every kind of finding. */
export const findingInfo: Readonly<Record<FindingKind, Info>> = Object.fromEntries(
  Object.entries<Text>(texts).map(([kind, text]) => [
    kind,
    {
      graded: false,
      loss: false,
      lasting: false,
      againstSnapshot: false,
      ...text,
      page: `docs/findings/${kind}.md`,
    },
  ]),
) as Record<FindingKind, Info>;
