import { engines } from '../engine/engines';
import type { EngineProgress } from '../engine/types';
import { PlancliffError } from '../errors';
import { chooseProbes } from '../generate/choose-probes';
import { definitionOf } from '../generate/definition';
import { makeProbes, type ProbeGroup } from '../generate/make-probes';
import { inferModel } from '../generate/model/infer-model';
import type { GivenRows } from '../generate/model/row-counts';
import type { InferredModel } from '../generate/model/types';
import { isDrawnValue } from '../model/drawn-values';
import type { Model } from '../model/types';
import { readSchemaFacts } from '../postgres/catalog/read-schema-facts';
import type { Server } from '../postgres/types';
import { scenarioFrom } from '../scenario/from-definition';
import type { SchemaText } from '../scenario/sources/schema-files';
import { readStatements } from '../schema/read-statements';
import { type SchemaFile, settleSchema, type SettledSchema } from '../schema/settle-schema';
import { fitModel, type FittedModel } from './fit-model';
import { planProbes } from './plan-probes';
import { scanRules } from './rules';
import type { ScanEvidence, ScanFinding, ScanResult } from './types';

export interface ScanOptions {
  readonly server: Server;
  readonly sources: readonly SchemaText[];
  readonly scales: readonly number[];
  readonly given: GivenRows;
  readonly maxQueries: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

export type ScanProgress =
  | { readonly phase: 'read'; readonly done: number; readonly total: number }
  | { readonly phase: 'fit' }
  | { readonly phase: 'plan'; readonly queries: number; readonly of: EngineProgress };

/** The scenario's clock, as DESIGN fixes it for all generated models. */
export const clock = '2026-01-01T00:00:00Z';

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
  const chosen = chooseProbes(groups, options.maxQueries, weightIn(fitted.inferred));
  const ddl = ddlOf(settled, fitted);
  const scenario = scenarioFrom('scan', definitionOf(ddl, fitted.inferred, chosen.probes));
  const planned =
    chosen.probes.length === 0
      ? { cases: [], failures: [], approximations: [] }
      : await planProbes({
          server,
          scenario,
          probes: chosen.probes,
          engine: engines.virtual,
          scales,
          signal,
          onProgress: (of) => onProgress({ phase: 'plan', queries: chosen.probes.length, of }),
        });
  const evidence: ScanEvidence = {
    facts,
    model: fitted.inferred,
    made: groups.flatMap(({ probes }) => probes),
    cases: planned.cases,
    rowsAt: (table, scale) => fitted.model.table(table).rows(scale),
    largest: scales.at(-1) ?? 0,
  };
  return {
    sources: options.sources.map(({ name }) => name),
    version: server.version,
    seconds: (performance.now() - start) / 1000,
    facts,
    settled,
    model: fitted.inferred,
    modelNotes: fitted.notes,
    scales,
    chosen,
    ...planned,
    findings: findingsOf(evidence),
  };
}

export interface ReadSchema {
  readonly settled: SettledSchema;
  /** As the schema says, before the model changed anything. */
  readonly facts: FittedModel['facts'];
  readonly fitted: FittedModel;
  readonly groups: readonly ProbeGroup[];
}

/** Runs a schema in a database of its own, and infers a model that it takes rows of, and probes. */
export async function readSchema({
  server,
  sources,
  given,
  scales,
  signal,
  onProgress,
}: Omit<ScanOptions, 'maxQueries'>): Promise<ReadSchema> {
  const files: SchemaFile[] = [];
  for (const { name, text } of sources) files.push({ name, ...(await readStatements(text)) });
  const database = await server.createDatabase('scan');
  try {
    const connection = await database.connect();
    try {
      const settled = await settleSchema(connection, files, (done, total) => {
        signal.throwIfAborted();
        onProgress({ phase: 'read', done, total });
      });
      const facts = await readSchemaFacts(connection);
      const inferred = inferModel(facts, given);
      if (inferred.tables.length === 0) throw nothingLeft(settled, sources);
      onProgress({ phase: 'fit' });
      const ends = [...new Set([scales[0] ?? 1e3, scales.at(-1) ?? 1e9])];
      const fitted = await fitModel(connection, { inferred, facts, scales: ends });
      const groups = drawableOf(makeProbes(facts, fitted.inferred), fitted.model);
      return { settled, facts, fitted, groups };
    } finally {
      await connection.end().catch(() => undefined);
    }
  } finally {
    await database.drop().catch(() => undefined);
  }
}

/** DDL that makes the schema as the model needs it. */
export function ddlOf(settled: SettledSchema, { changes }: Pick<FittedModel, 'changes'>): string {
  return ['set check_function_bodies = off', ...settled.ran, 'reset all', ...changes]
    .map((sql) => `${sql.trim().replace(/;$/, '')};`)
    .join('\n');
}

/** Without the cases whose values the model cannot draw. */
function drawableOf(groups: readonly ProbeGroup[], model: Model): readonly ProbeGroup[] {
  const canBeDrawn = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.every(canBeDrawn);
    if (!isDrawnValue(value)) return true;
    try {
      model.drawExpression(value, 10_000);
      return true;
    } catch (error) {
      if (error instanceof PlancliffError) return false;
      throw error;
    }
  };
  return groups.map((group) => ({
    ...group,
    probes: group.probes.flatMap((probe) => {
      const cases = Object.entries(probe.cases).filter(([, values]) => values.every(canBeDrawn));
      return cases.length === 0 ? [] : [{ ...probe, cases: Object.fromEntries(cases) }];
    }),
  }));
}

/** Tables with more rows are probed first. */
function weightIn({ tables, driving }: InferredModel): (table: string) => number {
  const weights = new Map(
    tables.map(({ name, rows }) => [
      name,
      name === driving ? 1 : rows.kind === 'ratio' ? rows.ratio : 0,
    ]),
  );
  return (table) => weights.get(table) ?? 0;
}

function findingsOf(evidence: ScanEvidence): readonly ScanFinding[] {
  return scanRules
    .flatMap((rule) => rule(evidence))
    .map((finding, place) => ({ finding, place }))
    .toSorted((a, b) => b.finding.weight - a.finding.weight || a.place - b.place)
    .map(({ finding }) => finding);
}

function nothingLeft({ skipped }: SettledSchema, sources: readonly SchemaText[]): PlancliffError {
  const [first] = skipped;
  return new PlancliffError('usage', {
    message: `the schema has no table: ${sources.map(({ name }) => name).join(', ')}`,
    ...(first === undefined ? {} : { reason: `${first.file}:${first.line}: ${first.message}` }),
    hint: 'Give DDL of PostgreSQL: CREATE TABLE statements, as `pg_dump --schema-only` writes them.',
  });
}
