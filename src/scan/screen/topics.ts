import type { ScanFinding, ScanKind } from '../types';

/** What is wrong and why it matters, of two findings or more. It begins with a word: the place of the block stands before it. */
type Title = (findings: readonly ScanFinding[]) => string;

/** Findings that have a title in common, on the first screen. */
export interface Topic {
  readonly titleOf: Title;
  readonly findings: readonly ScanFinding[];
}

/** How many. Of one table the reader knows which; of several their number says how far it goes. */
const within = (findings: readonly ScanFinding[]): string => {
  const tables = [...new Set(findings.map(({ table }) => table))];
  const { length } = findings;
  return tables.length === 1 ? `${length} on ${tables[0]}` : `${length} on ${tables.length} tables`;
};

const titles: Readonly<Partial<Record<ScanKind, Title>>> = {
  'foreign-key-without-index': (findings) => {
    const parents = [...new Set(findings.map(({ parent }) => parent))];
    const parent = parents.length === 1 ? `${parents[0]}` : 'the parent';
    return `Foreign keys without an index, ${within(findings)}: each delete in ${parent} reads the children's table in full`;
  },
  'redundant-index': (findings) =>
    `Redundant indexes, ${within(findings)}: another index starts with the same columns, and each insert writes both`,
  'unused-index': (findings) =>
    `Unused indexes, ${within(findings)}: they serve no generated query at any size`,
  'generic-plan-differs': (findings) =>
    `Prepared queries, ${within(findings)}: they lose their index from the sixth execution on`,
  'variant-loses-index': (findings) =>
    `Indexes, ${within(findings)}, that other ways to write their queries lose`,
};

/** The title of all other kinds: those of a check, which were measured on loaded rows. */
const measured: Title = (findings) =>
  `Lists and look-ups that read far more than they return, ${within(findings)}, measured on loaded rows`;

/** Findings of one topic together; topics in the order of their first finding. */
export function byTopic(findings: readonly ScanFinding[]): readonly Topic[] {
  const groups = new Map<Title, ScanFinding[]>();
  for (const finding of findings) {
    const titleOf = titles[finding.kind] ?? measured;
    groups.set(titleOf, [...(groups.get(titleOf) ?? []), finding]);
  }
  return [...groups].map(([titleOf, own]) => ({ titleOf, findings: own }));
}
