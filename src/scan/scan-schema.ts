import { engines } from '../engine/engines';
import type { EngineProgress } from '../engine/types';
import { PlancliffError } from '../errors';
import { chooseProbes, type ChosenProbes } from '../generate/choose-probes';
import { definitionOf } from '../generate/definition';
import { makeProbes, type ProbeGroup } from '../generate/make-probes';
import { tableName } from '../generate/names';
import type { Probe } from '../generate/probes/types';
import { inferModel } from '../generate/model/infer-model';
import type { GivenRows } from '../generate/model/row-counts';
import type { InferredModel } from '../generate/model/types';
import { isDrawnValue } from '../model/drawn-values';
import type { Model } from '../model/types';
import { readSchemaFacts } from '../postgres/catalog/read-schema-facts';
import type { Server } from '../postgres/types';
import { withDatabase } from '../postgres/with-database';
import { scenarioFrom } from '../scenario/from-definition';
import type { SchemaText } from '../scenario/sources/schema-files';
import { readStatements } from '../schema/read-statements';
import { type SchemaFile, settleSchema, type SettledSchema } from '../schema/settle-schema';
import { fitModel, type FittedModel } from './fit/fit-model';
import { confirm } from './confirm';
import { planProbes, type PlannedProbes } from './plan-probes';
import { neededTables, reduceModel, reduceSchema } from './reduce-model';
import { unplannedOfUnused } from './rules/unused-index';
import { suspects } from './suspects';
import { scanRules } from './rules';
import type { ScanEvidence, ScanFinding, ScannedCase, ScanResult } from './types';

export interface ScanOptions {
  readonly server: Server;
  readonly sources: readonly SchemaText[];
  readonly scales: readonly number[];
  readonly given: GivenRows;
  readonly maxQueries: number;
  /** Loads no rows: nothing is measured, and queries that outgrow their results are not reported. */
  readonly noTrial?: boolean;
  /** Whether ways to write a condition that lose an index are looked for. */
  readonly variants?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

export type ScanProgress =
  | { readonly phase: 'read'; readonly done: number; readonly total: number }
  | { readonly phase: 'fit' }
  | {
      readonly phase: 'plan' | 'confirm';
      readonly queries: number;
      readonly of: EngineProgress;
    };

/** Tables whose queries are planned. The others are judged by their keys and indexes alone. */
const mostTables = 60;
/** Queries that are planned besides, to be sure that an index is used by none. */
const mostReserve = 150;
/** Cases that are swept exactly and run on loaded rows. */
const mostSuspects = 6;
/** Seconds after which a scan tries nothing more on loaded rows. */
const mostSeconds = 100;

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
  const plain = planned.map((group) => ({ ...group, probes: group.probes.filter(isPlain) }));
  const first = chooseProbes(plain, options.maxQueries, weight);
  const chosen =
    options.variants === true ? withVariants(first, planned, options.maxQueries) : first;
  const notes = [...fitted.notes];
  const made = groups.flatMap(({ probes }) => probes);
  const evidenceOf = (cases: readonly ScannedCase[]): ScanEvidence => ({
    facts,
    model: fitted.inferred,
    made,
    cases,
    rowsAt: (table, scale) => fitted.model.table(table).rows(scale),
    largest: scales.at(-1) ?? 0,
  });
  const result = await planTolerantly(chosen.probes, notes, async (probes) => {
    const part = await partOf(server, read, probes);
    const inPlan = new Set(part.model.tables.map(({ name }) => name));
    const reserve = planned
      .flatMap((group) => group.probes)
      .filter(isPlain)
      .filter(({ table }) => inPlan.has(table));
    const all = distinct([...probes, ...reserve]);
    return planProbes({
      server,
      scenario: scenarioFrom('scan', definitionOf(part.ddl, part.model, all)),
      probes,
      reserve: (cases) => unplannedOfUnused(evidenceOf(cases), all, mostReserve),
      engine: engines.virtual,
      scales,
      signal,
      onProgress: (of) => onProgress({ phase: 'plan', queries: probes.length, of }),
    });
  });
  const evidence = evidenceOf(result.cases);
  const suspicious = options.noTrial === true ? [] : suspects(evidence, mostSuspects);
  const left = mostSeconds - (performance.now() - start) / 1000;
  const confirmed = await confirmSuspects(read, suspicious, options, notes, left);
  return {
    sources: options.sources.map(({ name }) => name),
    version: server.version,
    seconds: (performance.now() - start) / 1000,
    facts,
    settled,
    model: fitted.inferred,
    modelNotes: notes,
    scales,
    chosen,
    ...result,
    findings: [...scanRules.flatMap((rule) => rule(evidence)), ...confirmed].toSorted(
      (a, b) => b.weight - a.weight,
    ),
  };
}

/** The model and the DDL of the tables that some probes need. */
async function partOf(
  server: Server,
  { facts, settled, fitted }: ReadSchema,
  probes: readonly Probe[],
): Promise<{ readonly model: InferredModel; readonly ddl: string }> {
  const wanted = probes.flatMap(({ table, parent }) => [
    table,
    ...(parent === undefined ? [] : [parent]),
  ]);
  const model = reduceModel(fitted.inferred, neededTables(fitted.inferred, wanted));
  const reduce = (statements: readonly string[]) => reduceSchema(statements, facts, model);
  const [ran, changes] = [await reduce(settled.ran), await reduce(fitted.changes)];
  // What depended on something that was left out fails here, and is left out as well.
  const again = await withDatabase(server, 'scan', async (connection) =>
    settleSchema(connection, [
      { name: 'scan', ...(await readStatements(joined([...ran, 'reset all', ...changes]))) },
    ]),
  );
  return { model, ddl: ddlOf({ ...settled, ran: again.ran }, { changes: [] }) };
}

/** Plans without the tables that the engine refuses, each with a note. */
async function planTolerantly(
  probes: readonly Probe[],
  notes: string[],
  plan: (probes: readonly Probe[]) => Promise<PlannedProbes>,
): Promise<PlannedProbes> {
  for (let some = probes; some.length > 0;) {
    try {
      return await plan(some);
    } catch (error) {
      const table = tableOf(error, some);
      if (table === undefined) throw error;
      notes.push(`no query of ${table} was planned: ${(error as PlancliffError).message}`);
      some = some.filter((probe) => probe.table !== table && probe.parent !== table);
    }
  }
  return { cases: [], failures: [], approximations: [] };
}

/** The table that an error of the model is about. */
function tableOf(error: unknown, probes: readonly Probe[]): string | undefined {
  if (!(error instanceof PlancliffError) || error.code !== 'model') return undefined;
  return [...new Set(probes.map(({ table }) => table))]
    .filter(
      (table) => error.message.includes(`tables.${table}`) || error.message.includes(`${table}:`),
    )
    .toSorted((a, b) => b.length - a.length)[0];
}

/** Suspicious cases as they come out of a sweep and a trial. What cannot be tried leaves a note. */
async function confirmSuspects(
  read: ReadSchema,
  suspicious: readonly ScannedCase[],
  { server, scales, signal, onProgress }: ScanOptions,
  notes: string[],
  seconds: number,
): Promise<readonly ScanFinding[]> {
  if (suspicious.length === 0) return [];
  const late = AbortSignal.timeout(Math.round(1000 * Math.max(15, seconds)));
  const part = await partOf(
    server,
    read,
    suspicious.map(({ probe }) => probe),
  );
  try {
    return await confirm({
      server,
      ...part,
      suspects: suspicious,
      largest: scales.at(-1) ?? 1e9,
      signal: AbortSignal.any([signal, late]),
      onProgress: (of) => onProgress({ phase: 'confirm', queries: suspicious.length, of }),
    });
  } catch (error) {
    const isLate = late.aborted && !signal.aborted;
    const isRefused = error instanceof PlancliffError && ['model', 'scenario'].includes(error.code);
    if (!isLate && !isRefused) throw error;
    const why = isRefused ? error.message : 'a scan tries nothing more after that time';
    notes.push(`${suspicious.length} suspicious queries were not run on loaded rows: ${why}`);
    return [];
  }
}

const isPlain = ({ kind }: Probe): boolean => kind !== 'variant';

/** With the variants of indexes that are probed by equality, at most so many. */
function withVariants(
  chosen: ChosenProbes,
  groups: readonly ProbeGroup[],
  most: number,
): ChosenProbes {
  const compared = new Set(
    chosen.probes.filter(({ kind }) => kind === 'equality').map(({ index }) => index),
  );
  const added = groups
    .filter(({ index }) => index !== undefined && compared.has(index))
    .flatMap(({ probes }) => probes.filter((probe) => !isPlain(probe)))
    .slice(0, most);
  return { ...chosen, probes: [...chosen.probes, ...added] };
}

function distinct(probes: readonly Probe[]): readonly Probe[] {
  return [...new Map(probes.map((probe) => [probe.name, probe])).values()];
}

/** Groups of the tables with the most weight. */
function groupsOfLargest(
  groups: readonly ProbeGroup[],
  weight: (table: string) => number,
): readonly ProbeGroup[] {
  const tables = [...new Set(groups.map(({ table }) => table))].toSorted(
    (a, b) => weight(b) - weight(a),
  );
  const largest = new Set(tables.slice(0, mostTables));
  return groups.filter(({ table }) => largest.has(table));
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
}: Omit<ScanOptions, 'maxQueries' | 'noTrial' | 'variants'>): Promise<ReadSchema> {
  const files: SchemaFile[] = [];
  for (const { name, text } of sources) files.push({ name, ...(await readStatements(text)) });
  return withDatabase(server, 'scan', async (connection) => {
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
  });
}

/** DDL that makes the schema as the model needs it. */
export function ddlOf(settled: SettledSchema, { changes }: Pick<FittedModel, 'changes'>): string {
  return joined(['set check_function_bodies = off', ...settled.ran, 'reset all', ...changes]);
}

const joined = (statements: readonly string[]): string =>
  statements.map((sql) => `${sql.trim().replace(/;$/, '')};`).join('\n');

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

/** Tables with more rows, and of those the ones with more indexes and keys, are probed first. */
function weightIn(
  { tables, driving }: InferredModel,
  facts: ReadSchema['facts'],
): (table: string) => number {
  const counts = new Map(
    facts.tables.map((table) => [
      tableName(table),
      table.indexes.length + table.foreignKeys.length,
    ]),
  );
  const weights = new Map(
    tables.map(({ name, rows }) => {
      const share = name === driving ? 1 : rows.kind === 'ratio' ? rows.ratio : 0;
      return [name, share + (counts.get(name) ?? 0) / 1000];
    }),
  );
  return (table) => weights.get(table) ?? 0;
}

function nothingLeft({ skipped }: SettledSchema, sources: readonly SchemaText[]): PlancliffError {
  const [first] = skipped;
  return new PlancliffError('usage', {
    message: `the schema has no table: ${sources.map(({ name }) => name).join(', ')}`,
    ...(first === undefined ? {} : { reason: `${first.file}:${first.line}: ${first.message}` }),
    hint: 'Give DDL of PostgreSQL: CREATE TABLE statements, as `pg_dump --schema-only` writes them.',
  });
}
