import { modelledTables, tableName } from '../../generate/names';
import type { Probe, ProbeKind } from '../../generate/probes/types';
import type { IndexFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { rowsText } from '../../text/figures';
import { growsBeyond, shortName } from './evidence';
import { queryOf } from './shown-query';
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

/** Indexes that enforce nothing and that no plan so far gains by. */
function candidates(evidence: ScanEvidence): readonly Candidate[] {
  const { facts } = evidence;
  const found = redundancies(facts);
  const redundant = new Set(found.map(({ table, index }) => `${tableName(table)} ${index.name}`));
  const used = usedIndexes(evidence);
  const isUsed = (table: TableFacts, index: IndexFacts): boolean =>
    [...indexFamily(facts, table, index)].some((each) => used.has(each)) ||
    // Of two that serve the same queries the planner takes either.
    found.some(({ other, index: shorter }) => other === index && isUsed(table, shorter));
  return modelledTables(facts).flatMap((table) => {
    const name = tableName(table);
    if (!growsBeyond(evidence, name, large)) return [];
    return table.indexes
      .filter(({ unique, constraint }) => !unique && constraint === undefined)
      .filter((index) => !redundant.has(`${name} ${index.name}`))
      .filter((index) => !isUsed(table, index))
      .map((index) => ({ table, name, index }));
  });
}

/** An index that leaves half of the cost of a full scan saves too little to be written by every insert. */
const gain = 0.5;

/** `cpu_tuple_cost` as PostgreSQL ships it: what a full scan costs at least for each row, beside its pages. */
const eachRow = 0.01;

/**
 * Names of the indexes that plans read by, where that costs less than half of a full scan: the planner takes a BRIN index
 * whose ranges exclude nothing where it costs a hair less. Of the rows on the pages that BRIN leads to, the planner prices
 * those alone that it expects to match (costsize.c, cost_bitmap_heap_scan), and a scan reads all of them: half of the pages
 * of the table count there.
 */
function usedIndexes(evidence: ScanEvidence): ReadonlySet<string> {
  const { cases, facts, rowsAt } = evidence;
  const used = new Set<string>();
  const lossy = new Set(
    modelledTables(facts).flatMap(({ indexes }) =>
      indexes.filter(({ method }) => method === 'brin').map(({ name }) => name),
    ),
  );
  const full = fullScanCosts(cases);
  for (const { label, probe, points } of cases) {
    // An empty list has no rows, whatever reads them.
    if (label === 'empty') continue;
    for (const { scale, plan } of points) {
      if (rowsAt(probe.table, scale) < large) continue;
      for (const { relation, schema, indexes, cost } of plan.accesses) {
        const most = full.get(placeOf(schema, relation, scale));
        const pages = (most ?? Infinity) - eachRow * rowsAt(probe.table, scale);
        for (const name of indexes) {
          if (most === undefined || cost < gain * (lossy.has(name) ? pages : most)) used.add(name);
        }
      }
    }
  }
  return used;
}

/** What reading all of a relation costs, by relation and scale: the cheapest of the full scans that were planned. */
function fullScanCosts(cases: ScanEvidence['cases']): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const { points } of cases) {
    for (const { scale, plan } of points) {
      for (const { method, relation, schema, cost } of plan.accesses) {
        if (method !== 'seq') continue;
        const place = placeOf(schema, relation, scale);
        costs.set(place, Math.min(cost, costs.get(place) ?? Infinity));
      }
    }
  }
  return costs;
}

const placeOf = (schema: string, relation: string, scale: number): string =>
  JSON.stringify([schema, relation, scale]);

const isAbout =
  ({ name, index }: Candidate) =>
  (probe: Probe): boolean =>
    probe.table === name && probe.index === index.name && purposes.has(probe.kind);

/** Probes of such indexes that were not planned yet, at most `most` of them. */
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
        title: `${name}: no generated query gains by ${index.name} at any size`,
        why: `The planner saves half of a full scan by it in none of ${planned.size} queries that it fits, up to ${rowsText(evidence.rowsAt(name, evidence.largest))}, with frequent and with rare values.`,
        ...queryOf(last?.statement),
        change: `drop index ${shortName(index)}; -- unless a query of yours needs it`,
        weight: 200,
      },
    ];
  });
};
