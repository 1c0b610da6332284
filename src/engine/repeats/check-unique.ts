import { PlancliffError } from '../../errors';
import { expressionsOf } from '../../model/parts-of';
import { float } from '../../model/sql-number';
import type { TableModel } from '../../model/types';
import { readUniqueIndexes, type UniqueIndex } from '../../postgres/catalog/unique-indexes';
import { ownColumn, ownWord } from '../../postgres/own-name';
import { quoteIdent } from '../../postgres/quote';
import { isServerError } from '../../postgres/server-error';
import { formatRows } from '../../text/row-count';
import { wordBreach } from '../refusal/word-breach';
import type { Repeated } from './check-repeats';

/** Rows of a table that are looked at; of a table with no more of them, all. */
const lookedAt = 200_000;

export interface Looked {
  /** Rows that are looked at. */
  readonly most: number;
  /**
   * How often each row is drawn, each time with values of its own; 1 where absent. All draws are compared with one
   * another, which finds keys that repeat by chance at some row counts and not at others. Keys with a column that is made
   * so that it never repeats are not compared.
   */
  readonly draws?: number;
}

type Place = Pick<Repeated, 'connection' | 'model' | 'scale'>;

interface Duplicate {
  /** Texts of the key's values. */
  readonly key: readonly string[];
  readonly first: string;
  readonly second: string;
}

/**
 * Looks for two rows with the same key in the unique indexes that the model cannot promise to hold: those that read the
 * author's own SQL, and those with a predicate or an expression. Every other one holds by how its columns are made
 * (model/unique.ts). A virtual table never stores all rows, so no index of its own would show a duplicate.
 *
 * Of a larger table one row is taken from each of `lookedAt` parts of equal size. Where N rows have D keys, about
 * `lookedAt`² / 2 × (1/D - 1/N) pairs with one key meet there: 20 where each key of a billion rows occurs twice, and less
 * than one where only 1 % of them do, which may be missed.
 *
 * @throws PlancliffError `model` with the key and two rows that have it
 */
export async function checkUnique(of: Repeated, table: TableModel): Promise<void> {
  const indexes = await readUniqueIndexes(of.connection, table.sqlName);
  const repeated = await findRepeated(of, table, indexes);
  if (repeated !== undefined) throw duplicateError(of, table, repeated.index, repeated.duplicate);
}

/**
 * The first of a table's unique indexes in which two rows have the same key, as `checkUnique` looks for them; undefined for none.
 */
export async function findRepeated(
  of: Place,
  table: TableModel,
  indexes: readonly UniqueIndex[],
  looked: Looked = { most: lookedAt },
): Promise<{ readonly index: UniqueIndex; readonly duplicate: Duplicate } | undefined> {
  const own = new Set(
    table.columns
      .filter(({ distribution }) => expressionsOf(distribution).length > 0)
      .map(({ name }) => name),
  );
  for (const index of indexes) {
    const isTrusted =
      index.predicate === null && !index.computed && !index.columns.some((name) => own.has(name));
    const neverRepeats = table.columns.some(
      ({ name, sqlName, role }) =>
        role?.kind === 'injective' && !own.has(name) && index.keys.includes(sqlName),
    );
    if (isTrusted || (looked.draws !== undefined && neverRepeats)) continue;
    const duplicate = await findDuplicate(of, table, index, looked);
    if (duplicate !== undefined) return { index, duplicate };
  }
  return undefined;
}

async function findDuplicate(
  { connection, model, scale }: Place,
  table: TableModel,
  index: UniqueIndex,
  looked: Looked,
): Promise<Duplicate | undefined> {
  const rows = table.rows(scale);
  const number = ownColumn({ columns: table.columns }, 'number');
  const drawn = model.rowSelect(table.name, scale, someRows(rows, looked), {
    beside: [{ of: 'i', sqlName: number }],
  });
  // Expressions and predicates name columns alone, or with the name of the table.
  const alias = quoteIdent(table.name.split('.').at(-1) ?? table.name);
  const keys = ownWord('keys', index.keys);
  const where = [
    ...(index.predicate === null ? [] : [`(${index.predicate})`]),
    ...index.keys.map((text) => `(${text}) is not null`),
  ];
  try {
    const found = await connection.query<Duplicate>(
      `select array[${index.keys.map((_, k) => `${keys}.k${k}::text`).join(', ')}] as key,
         pg_catalog.min(${keys}.i)::text as first, pg_catalog.max(${keys}.i)::text as second
       from (select ${index.keys.map((text, k) => `(${text}) as k${k}`).join(', ')}, ${number} as i
             from (${drawn} offset 0) as ${alias} where ${where.join(' and ')}) as ${keys}
       group by ${index.keys.map((_, k) => `${keys}.k${k}`).join(', ')}
       having pg_catalog.min(${keys}.i) <> pg_catalog.max(${keys}.i) order by pg_catalog.min(${keys}.i) limit 1`,
    );
    return found.rows[0];
  } catch (error) {
    // A column that the server computes is in no row of the model.
    if (isServerError(error)) return undefined;
    throw error;
  }
}

/**
 * Numbers of real rows, each also the draw key of its row; in a larger table at a chance place of each part. Two parts that
 * share a row may both give it. Further draws of a row have keys of rows beyond the last.
 */
function someRows(rows: number, { most, draws = 1 }: Looked): string {
  if (rows <= most) {
    const times = Math.min(draws, Math.floor(most / rows));
    return `select p.i, p.i + k.k * ${rows}::bigint as d from pg_catalog.generate_series(1::bigint, ${rows}::bigint) as p (i),
      pg_catalog.generate_series(0::bigint, ${times - 1}::bigint) as k (k)`;
  }
  const part = float(rows / most);
  const chance = '(pg_catalog.hashint8extended(p.k, 7) & 1048575)::float8 / 1048576::float8';
  return `select p.i, p.i as d from (select 1 + pg_catalog.floor((p.k + ${chance}) * ${part})::bigint as i
    from pg_catalog.generate_series(0::bigint, ${most - 1}::bigint) as p (k)) as p`;
}

function duplicateError(
  { file, scale }: Repeated,
  table: TableModel,
  { name, definition, columns }: UniqueIndex,
  { key, first, second }: Duplicate,
): PlancliffError {
  const rows = table.rows(scale);
  const parts = wordBreach({
    kind: 'unique',
    error: {
      severity: 'ERROR',
      code: '23505',
      message: `rows ${first} and ${second} of ${rows} both have the key (${key.join(', ')})`,
      constraint: name,
    },
    table: table.name,
    scale: formatRows(scale),
    definition,
    columns,
  });
  return new PlancliffError('model', { ...parts, message: `${file}: ${parts.message}` });
}
