import { PlancliffError } from '../../errors';
import { makeProbes, type ProbeGroup } from '../../generate/make-probes';
import { inferModel } from '../../generate/model/infer-model';
import { readSchemaFacts } from '../../postgres/catalog/read-schema-facts';
import { quoteIdent } from '../../postgres/quote';
import { withDatabase } from '../../postgres/with-database';
import type { SchemaText } from '../../scenario/sources/schema-files';
import { foreignDialect } from '../../schema/dialect';
import {
  type FileStatement,
  type FileStatements,
  readStatements,
} from '../../schema/read-statements';
import { type SchemaFile, settleSchema, type SettledSchema } from '../../schema/settle-schema';
import { fitModel, type FittedModel } from '../fit/fit-model';
import type { ScanOptions } from '../options';
import { drawableOf } from './drawable';

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
  searchPath,
  given,
  scales,
  signal,
  onProgress,
}: Omit<ScanOptions, 'maxQueries' | 'noTrial' | 'variants'>): Promise<ReadSchema> {
  const files: SchemaFile[] = [];
  const path = await pathStatements(searchPath);
  for (const { name, text } of sources) {
    const { statements, commands } = await statementsOf({ name, text });
    files.push({ name, commands, statements: [...path, ...statements] });
  }
  return withDatabase(server, 'scan', async (connection) => {
    const settled = await settleSchema(connection, files, (done, total, slow) => {
      signal.throwIfAborted();
      onProgress({ phase: 'read', done, total, slow });
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

/** @throws PlancliffError that names the file, where a quote or a comment does not end */
async function statementsOf({ name, text }: SchemaText): Promise<FileStatements> {
  try {
    return await readStatements(text);
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    const system = foreignDialect(text);
    throw new PlancliffError('usage', {
      message: `${name}: ${error.message}`,
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      hint: system === undefined ? (error.hint ?? '') : convert(system),
      cause: error,
    });
  }
}

const convert = (system: string): string =>
  `It looks like SQL of ${system}: load it into PostgreSQL, and give what \`pg_dump --schema-only\` writes.`;

/** What a session starts with where a database, a role or PGOPTIONS sets the path, which the files do not say. */
async function pathStatements(schemas: readonly string[] = []): Promise<readonly FileStatement[]> {
  if (schemas.length === 0) return [];
  const { statements } = await readStatements(
    `set search_path = ${schemas.map(quoteIdent).join(', ')}`,
  );
  return statements;
}

function nothingLeft({ skipped }: SettledSchema, sources: readonly SchemaText[]): PlancliffError {
  const [first] = skipped;
  const system = sources.map(({ text }) => foreignDialect(text)).find((name) => name !== undefined);
  return new PlancliffError('usage', {
    message: `the schema has no table: ${sources.map(({ name }) => name).join(', ')}`,
    ...(first === undefined ? {} : { reason: `${first.file}:${first.line}: ${first.message}` }),
    hint:
      system === undefined || first === undefined
        ? 'Give DDL of PostgreSQL: CREATE TABLE statements, as `pg_dump --schema-only` writes them.'
        : convert(system),
  });
}
