import { engines } from '../engine/engines';
import type { EngineProgress } from '../engine/types';
import { chooseProbes } from '../generate/choose-probes';
import { definitionOf } from '../generate/definition';
import { commonRows } from '../model/most-frequent';
import { scenarioFrom } from '../scenario/from-definition';
import { withDriver } from '../scenario/with-driver';
import { addVariants } from './add-variants';
import { mostSuspects } from './budget';
import { distinct, groupsOfLargest, weightIn } from './choose-queries';
import { confirmSuspects } from './confirm-suspects';
import type { ScanOptions } from './options';
import { partOf } from './part-of-schema';
import { planProbes } from './plan-probes';
import { planTolerantly } from './plan-tolerantly';
import { readSchema } from './read/read-schema';
import { scanRules } from './rules';
import { unplannedOfUnused } from './rules/unused-index';
import { suspects } from './suspects';
import type { ScanEvidence, ScanFinding, ScannedCase, ScanResult } from './types';

/** Queries that are planned besides, to be sure that an index is used by none. */
const mostReserve = 150;

/**
 * Reads a schema, infers a data model, plans generated queries at growing row counts, and says what to change.
 *
 * @throws PlancliffError where nothing of the schema is left, and of server, disk and interruption
 */
export async function scanSchema(options: ScanOptions): Promise<ScanResult> {
  const { server, scales, signal, onProgress } = options;
  const start = performance.now();
  const read = await readSchema(options);
  const { facts, settled, fitted, groups } = read;
  const weight = weightIn(fitted.inferred, facts);
  const planned = groupsOfLargest(groups, weight);
  const first = chooseProbes(planned, options.maxQueries, weight);
  const chosen =
    options.variants === true ? await addVariants(first, facts, options.maxQueries) : first;
  const notes = [...fitted.notes];
  const made = groups.flatMap(({ probes }) => probes);
  const evidenceOf = (cases: readonly ScannedCase[]): ScanEvidence => ({
    facts,
    model: fitted.inferred,
    made,
    cases,
    rowsAt: (table, scale) => fitted.model.table(table).rows(scale),
    commonRows: (table, column, scale) => commonRows(fitted.model, table, column, scale),
    largest: scales.at(-1) ?? 0,
  });
  const result = await planTolerantly(chosen.probes, notes, async (probes) => {
    const part = await partOf(server, read, probes);
    const inPlan = new Set(part.model.tables.map(({ name }) => name));
    const reserve = planned
      .flatMap((group) => group.probes)
      .filter(({ table }) => inPlan.has(table));
    const all = distinct([...probes, ...reserve]);
    return planProbes({
      server,
      engine: engines.virtual,
      scales,
      signal,
      onProgress: (of: EngineProgress): void =>
        onProgress({ phase: 'plan', queries: probes.length, of }),
      scenario: withDriver(
        scenarioFrom('scan', definitionOf(part.ddl, part.model, all)),
        options.driver,
      ),
      facts,
      probes,
      reserve: (cases) => unplannedOfUnused(evidenceOf(cases), all, mostReserve),
    });
  });
  const { without, ...found } = result;
  const evidence = { ...evidenceOf(result.cases), without, generic: found.generic };
  const tables = new Set(result.cases.map(({ probe }) => probe.table)).size;
  const suspicious = options.noTrial === true ? [] : suspects(evidence, mostSuspects(tables));
  const confirmed = await confirmSuspects(read, suspicious, options, notes);
  return {
    sources: options.sources.map(({ name }) => name),
    unread: options.unread ?? [],
    version: server.version,
    seconds: (performance.now() - start) / 1000,
    facts,
    settled,
    model: fitted.inferred,
    modelNotes: notes,
    scales,
    chosen,
    tablesPlanned: new Set(planned.map(({ table }) => table)).size,
    ...found,
    findings: withoutNeeded([
      ...scanRules.flatMap((rule) => rule(evidence)),
      ...confirmed,
    ]).toSorted((a, b) => b.weight - a.weight),
  };
}

/** An index that another finding is about is called neither redundant nor unused. */
export function withoutNeeded(findings: readonly ScanFinding[]): readonly ScanFinding[] {
  const drops = new Set<ScanFinding['kind']>(['redundant-index', 'unused-index']);
  const needed = new Set(
    findings.filter(({ kind }) => !drops.has(kind)).map(({ subject }) => subject),
  );
  return findings.filter(({ kind, subject }) => !drops.has(kind) || !needed.has(subject));
}
