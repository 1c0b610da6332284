import type { ScanFinding, ScanKind } from '../types';

/** What several findings have in common, on the first screen. */
export interface Topic {
  readonly kinds: ReadonlySet<ScanKind>;
  /** What is wrong and why it matters, of two findings or more. */
  readonly title: (findings: readonly ScanFinding[]) => string;
}

/** Of one table the reader knows which; of several their number says how far it goes. */
const within = (findings: readonly ScanFinding[]): string => {
  const tables = [...new Set(findings.map(({ table }) => table))];
  return tables.length === 1 ? `of ${tables[0]}` : `of ${tables.length} tables`;
};

/** Kinds that are not listed here were measured on loaded rows: they are the last topic. */
const topics: readonly Topic[] = [
  {
    kinds: new Set(['foreign-key-without-index']),
    title: (findings) => {
      const parents = [...new Set(findings.map(({ parent }) => parent))];
      const parent = parents.length === 1 ? `${parents[0]}` : 'the parent';
      return `${findings.length} foreign keys ${within(findings)} have no index: each delete in ${parent} reads the children's table in full`;
    },
  },
  {
    kinds: new Set(['redundant-index']),
    title: (findings) =>
      `${findings.length} indexes ${within(findings)} are redundant, and each insert pays for both: another index starts with the same columns`,
  },
  {
    kinds: new Set(['unused-index']),
    title: (findings) =>
      `${findings.length} indexes ${within(findings)} serve no generated query at any size`,
  },
  {
    kinds: new Set(['generic-plan-differs']),
    title: (findings) =>
      `${findings.length} queries ${within(findings)}, when prepared, lose their index from the sixth execution on`,
  },
  {
    kinds: new Set(['variant-loses-index']),
    title: (findings) =>
      `${findings.length} indexes ${within(findings)} are lost by other ways to write their queries`,
  },
];

const measured: Topic = {
  kinds: new Set(),
  title: (findings) =>
    `${findings.length} kinds of query ${within(findings)} read far more than they return, measured on loaded rows`,
};

/** Findings of one topic together; topics in the order of their first finding. */
export function byTopic(
  findings: readonly ScanFinding[],
): readonly { readonly topic: Topic; readonly findings: readonly ScanFinding[] }[] {
  const groups = new Map<Topic, ScanFinding[]>();
  for (const finding of findings) {
    const topic = topics.find(({ kinds }) => kinds.has(finding.kind)) ?? measured;
    groups.set(topic, [...(groups.get(topic) ?? []), finding]);
  }
  return [...groups].map(([topic, own]) => ({ topic, findings: own }));
}
