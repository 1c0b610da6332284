import { modelledTables, tableName } from '../../generate/names';
import type { Probe, ProbeKind } from '../../generate/probes/types';
import type { IndexFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { rowsText } from '../../text/figures';
import { growsBeyond, shortName, shownQuery } from './evidence';
import { redundancies } from './redundant-index';
import { indexFamily } from './index-family';
import type { ScanEvidence } from '../types';
import type { ScanRule } from './types';

/** Rows from which a planner that does not take an index will not take it later. */
const large = 10_000;

/** What an index is for: queries of these kinds must have been planned before it is said to be unused. */
const purposes: ReadonlySet<ProbeKind> = new Set([
  'equality',
  'search',
  'range',
  'order-limit',
  'keyset',
]);

interface Candidate {
  readonly table: TableFacts;
  readonly name: string;
  readonly index: IndexFacts;
}

/** Indexes that enforce nothing and that no plan so far uses. */
function candidates(evidence: ScanEvidence): readonly Candidate[] {
  const { facts, cases } = evidence;
  const redundant = new Set(
    redundancies(facts).map(({ table, index }) => `${tableName(table)} ${index.name}`),
  );
  const used = new Set(
    // An empty list has no rows, whatever reads them.
    cases
      .filter(({ label }) => label !== 'empty')
      .flatMap(({ points, probe }) =>
        points
          .filter(({ scale }) => evidence.rowsAt(probe.table, scale) >= large)
          .flatMap(({ plan }) => plan.accesses.flatMap(({ indexes }) => indexes)),
      ),
  );
  return modelledTables(facts).flatMap((table) => {
    const name = tableName(table);
    if (!growsBeyond(evidence, name, large)) return [];
    return table.indexes
      .filter(({ unique, constraint }) => !unique && constraint === undefined)
      .filter((index) => !redundant.has(`${name} ${index.name}`))
      .filter((index) => ![...indexFamily(facts, table, index)].some((each) => used.has(each)))
      .map((index) => ({ table, name, index }));
  });
}

const isAbout =
  ({ name, index }: Candidate) =>
  (probe: Probe): boolean =>
    probe.table === name && probe.index === index.name && purposes.has(probe.kind);

/** Probes of such indexes that were not planned yet, at most so many. */
export function unplannedOfUnused(
  evidence: ScanEvidence,
  probes: readonly Probe[],
  most: number,
): readonly Probe[] {
  const planned = new Set(evidence.cases.map(({ probe }) => probe.name));
  return candidates(evidence)
    .flatMap((candidate) => probes.filter(isAbout(candidate)))
    .filter(({ name }) => !planned.has(name))
    .slice(0, most);
}

/** No probe of the index uses it at any size: those with rare values did neither. Unique ones enforce something. */
export const unusedIndex: ScanRule = (evidence) => {
  const { cases, made } = evidence;
  return candidates(evidence).flatMap((candidate) => {
    const { name, index } = candidate;
    const about = isAbout(candidate);
    const probes = cases.filter(({ probe }) => about(probe));
    const planned = new Set(probes.map(({ probe }) => probe.sql));
    // Where one was left out, it may be the one that the index is for.
    const all = made.filter(about);
    const sqls = new Set(cases.map(({ probe }) => probe.sql));
    if (all.length === 0 || !all.every(({ sql }) => sqls.has(sql))) return [];
    const last = probes.at(0)?.points.at(-1);
    return [
      {
        kind: 'unused-index' as const,
        table: name,
        subject: index.name,
        title: `${name}: no generated query uses ${index.name} at any size`,
        why: `The planner chose it for none of ${planned.size} queries that it fits, up to ${rowsText(evidence.rowsAt(name, evidence.largest))}, with frequent and with rare values.`,
        ...(last === undefined ? {} : { query: shownQuery(last.statement) }),
        change: `drop index ${shortName(index)}; -- unless a query of yours needs it`,
        weight: 200,
      },
    ];
  });
};
