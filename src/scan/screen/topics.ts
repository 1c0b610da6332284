import type { ScanFinding, ScanKind } from '../types';

/** What is wrong and why it matters, of two findings or more. It begins with a word: the place of the block stands before it. */
type Title = (findings: readonly ScanFinding[]) => string;

/** Findings that have a title in common, on the first screen. */
export interface Topic {
  readonly titleOf: Title;
  readonly findings: readonly ScanFinding[];
}

/** How many, and of which table where it is one. */
const count = (findings: readonly ScanFinding[]): string => {
  const [first, ...others] = new Set(findings.map(({ table }) => table));
  return `(${findings.length}${others.length === 0 ? ` on ${first}` : ''})`;
};

/** One line each, as long as names are short: the screen is for what to change. */
const titles: Readonly<Partial<Record<ScanKind, Title>>> = {
  'foreign-key-without-index': (findings) => {
    const parents = [...new Set(findings.map(({ parent }) => parent))];
    const parent = parents.length === 1 ? `${parents[0]}` : 'the parent';
    return `Foreign keys without an index ${count(findings)}: a delete in ${parent} scans the child`;
  },
  'redundant-index': (findings) =>
    `Redundant indexes ${count(findings)}: another index starts with the same columns`,
  'unused-index': (findings) =>
    `Unused indexes ${count(findings)}: they serve no generated query at any size`,
  'generic-plan-differs': (findings) =>
    `Prepared queries ${count(findings)} that lose their index from the sixth execution on`,
  'variant-loses-index': (findings) =>
    `Indexes ${count(findings)} that other ways to write their queries lose`,
};

/** The title of all other kinds: those of a check, which were measured on loaded rows. */
const measured: Title = (findings) =>
  `Queries ${count(findings)} that read far more than they return (measured)`;

/** Findings of one topic together; topics in the order of their first finding. */
export function byTopic(findings: readonly ScanFinding[]): readonly Topic[] {
  const groups = new Map<Title, ScanFinding[]>();
  for (const finding of findings) {
    const titleOf = titles[finding.kind] ?? measured;
    groups.set(titleOf, [...(groups.get(titleOf) ?? []), finding]);
  }
  return [...groups].map(([titleOf, own]) => ({ titleOf, findings: own }));
}
