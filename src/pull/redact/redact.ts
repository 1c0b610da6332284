import type { Statement } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { quoteLiteral } from '../../postgres/quote';
import { knownTables, type TableOf } from '../../sql/known-tables';
import { counted, listed } from '../../text/figures';
import type { Pulled, WorkloadEntry } from '../types';
import { columnPlaces, type Pair } from './columns';
import type { Constant } from './constants';
import { parametersOf, type PlacedParameter, withTexts } from './parameters';
import { spelledIn } from './spelled';
import { columnStatistics, eachColumn } from './statistics';
import { createSurrogates, type Surrogates } from './surrogates';
import { readStatement, type ReadStatement, withConstants } from './workload';

export interface Redaction {
  readonly pulled: Pulled;
  /** The statements that were given, with the surrogates of their values. */
  readonly statements: readonly Statement[];
  /** What is left out or stays as it is, one line each. */
  readonly notes: readonly string[];
}

export interface Redacting {
  readonly pulled: Pulled;
  /** What the schema says of keys and types. */
  readonly catalog: Catalog;
  /** Statements beside the workload, whose values get the same surrogates. */
  readonly statements?: readonly Statement[];
  /** Decides on the surrogates: nobody without it can tell what they stand for. */
  readonly key: Buffer;
}

/**
 * Replaces the values in what was pulled by surrogates of the same type and length, in the same order. Values that the
 * schema spells out stay.
 */
export async function redact({
  pulled,
  catalog,
  statements = [],
  key,
}: Redacting): Promise<Redaction> {
  const tableOf = tablesOf(catalog);
  const workload = await readWorkload(pulled.workload, tableOf);
  const given: GivenStatement[] = [];
  for (const statement of statements) {
    const read = await readStatement(statement.sql, tableOf);
    given.push({ statement, read, parameters: parametersOf(read, statement.parameters) });
  }
  const reads = [...workload, ...given].flatMap(({ read }) => read ?? []);
  const places = columnPlaces(catalog, joinsOf(reads), pulled.schema);
  const surrogates = createSurrogates(places, spelledIn(pulled.schema), key);

  for (const { place, values } of eachColumn(pulled.statistics, places)) {
    values.forEach((value) => surrogates.note(place, value));
  }
  for (const { by, constant } of reads.flatMap(({ placed }) => placed)) {
    surrogates.noteCompared(by, constant.text);
  }
  for (const { by, values } of given.flatMap(({ parameters }) => parameters)) {
    values.forEach((value) => surrogates.noteCompared(by, value));
  }

  let kept = 0;
  const rewritten: WorkloadEntry[] = [];
  for (const { entry, read } of workload) {
    const { sql, kept: own } = await rewrite(read, surrogates);
    kept += own;
    rewritten.push({ ...entry, sql });
  }
  const rewrittenStatements: Statement[] = [];
  for (const each of given) rewrittenStatements.push(await rewriteGiven(each, surrogates));
  const { statistics, left } = columnStatistics(pulled.statistics, places, (place, value) =>
    surrogates.surrogate(place, value),
  );
  const notes = notesOf({ left, dropped: pulled.workload.length - rewritten.length, kept });
  const { manifest } = pulled;
  return {
    pulled: {
      ...pulled,
      statistics,
      workload: rewritten,
      manifest: { ...manifest, redacted: true, lacks: [...manifest.lacks, ...notes] },
    },
    statements: rewrittenStatements,
    notes,
  };
}

const tablesOf = ({ tables }: Catalog): TableOf =>
  knownTables(
    tables.map(({ schema, name, columns }) => ({
      name: `${schema}.${name}`,
      columns: columns.map((column) => column.name),
    })),
  );

interface ReadEntry {
  readonly entry: WorkloadEntry;
  readonly read: ReadStatement;
}

/** The statements of a workload that are planned. */
async function readWorkload(
  entries: readonly WorkloadEntry[],
  tableOf: TableOf,
): Promise<readonly ReadEntry[]> {
  const found: ReadEntry[] = [];
  for (const entry of entries) {
    const read = await readStatement(entry.sql, tableOf);
    if (read !== undefined) found.push({ entry, read });
  }
  return found;
}

interface GivenStatement {
  readonly statement: Statement;
  readonly read: ReadStatement | undefined;
  readonly parameters: readonly PlacedParameter[];
}

/** Columns that statements compare with each other. */
const joinsOf = (reads: readonly ReadStatement[]): readonly Pair[] =>
  reads.flatMap(({ compared }) =>
    compared.flatMap(({ table, column, other }) =>
      other === undefined ? [] : [{ table, column, other }],
    ),
  );

/** A statement with surrogates, and the number of its texts that stay although they are compared with no column. */
async function rewrite(
  { sql, placed, others }: ReadStatement,
  surrogates: Surrogates,
): Promise<{ readonly sql: string; readonly kept: number }> {
  const replacements = new Map<number, string>();
  for (const { constant, by } of placed) {
    const text = surrogates.compared(by, constant.text);
    replacements.set(constant.location, asSql(constant, text));
  }
  let kept = 0;
  for (const constant of others) {
    const text = surrogates.loose(constant.text);
    if (text === undefined) kept += 1;
    else replacements.set(constant.location, asSql(constant, text));
  }
  return { sql: await withConstants(sql, replacements), kept };
}

async function rewriteGiven(
  { statement, read, parameters }: GivenStatement,
  surrogates: Surrogates,
): Promise<Statement> {
  const replaced = [...statement.parameters];
  for (const { by, place } of parameters) {
    replaced[place] = withTexts(statement.parameters[place], (text) =>
      surrogates.compared(by, text),
    );
  }
  const sql = read === undefined ? statement.sql : (await rewrite(read, surrogates)).sql;
  return { sql, parameters: replaced };
}

const asSql = ({ isString }: Constant, text: string): string =>
  isString ? quoteLiteral(text) : text;

interface Left {
  /** Columns without surrogates. */
  readonly left: readonly string[];
  /** Statements that are left out. */
  readonly dropped: number;
  /** Texts of the workload that stay. */
  readonly kept: number;
}

function notesOf({ left, dropped, kept }: Left): readonly string[] {
  return [
    ...(left.length === 0
      ? []
      : [
          `values of ${counted(left.length, 'column')} are left out, whose types have no surrogates: ${listed(left)}. The twin estimates them by defaults.`,
        ]),
    ...(dropped === 0
      ? []
      : [
          `${counted(dropped, 'statement')} of the workload that cannot be planned, such as SET and CREATE ROLE, ${dropped === 1 ? 'is' : 'are'} left out.`,
        ]),
    ...(kept === 0
      ? []
      : [
          `${counted(kept, 'text')} in workload.jsonl ${kept === 1 ? 'is' : 'are'} compared with no column and ${kept === 1 ? 'stays' : 'stay'}: read them before you commit the file.`,
        ]),
  ];
}
