import type { ScanFinding, ScanKind } from '../types';

/** What is wrong and why it matters, of two findings or more. */
type Title = (findings: readonly ScanFinding[]) => string;

/** Findings that have a title in common, on the first screen. */
export interface Topic {
  readonly titleOf: Title;
  readonly findings: readonly ScanFinding[];
}

/** Of one table the reader knows which; of several their number says how far it goes. */
const within = (findings: readonly ScanFinding[]): string => {
  const tables = [...new Set(findings.map(({ table }) => table))];
  return tables.length === 1 ? `of ${tables[0]}` : `of ${tables.length} tables`;
};

const titles: Readonly<Partial<Record<ScanKind, Title>>> = {
  'foreign-key-without-index': (findings) => {
    const parents = [...new Set(findings.map(({ parent }) => parent))];
    const parent = parents.length === 1 ? `${parents[0]}` : 'the parent';
    return `${findings.length} foreign keys ${within(findings)} have no index: each delete in ${parent} reads the children's table in full`;
  },
  'redundant-index': (findings) =>
    `${findings.length} indexes ${within(findings)} are redundant, and each insert pays for both: another index starts with the same columns`,
  'unused-index': (findings) =>
    `${findings.length} indexes ${within(findings)} serve no generated query at any size`,
  'generic-plan-differs': (findings) =>
    `${findings.length} queries ${within(findings)}, when prepared, lose their index from the sixth execution on`,
  'variant-loses-index': (findings) =>
    `${findings.length} indexes ${within(findings)} are lost by other ways to write their queries`,
};

/** The title of all other kinds: those of a check, which were measured on loaded rows. */
const measured: Title = (findings) =>
  `${findings.length} kinds of query ${within(findings)} read far more than they return, measured on loaded rows`;

/** Findings of one topic together; topics in the order of their first finding. */
export function byTopic(findings: readonly ScanFinding[]): readonly Topic[] {
  const groups = new Map<Title, ScanFinding[]>();
  for (const finding of findings) {
    const titleOf = titles[finding.kind] ?? measured;
    groups.set(titleOf, [...(groups.get(titleOf) ?? []), finding]);
  }
  return [...groups].map(([titleOf, own]) => ({ titleOf, findings: own }));
}
