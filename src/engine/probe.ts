import type { Model, TableModel } from '../model/types';
import { readForeignKeys } from '../postgres/catalog/foreign-keys';
import { relationsInSchemas } from '../postgres/catalog/fragments';
import { ownName } from '../postgres/own-name';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import type { Connection } from '../postgres/types';
import { checkRepeats } from './repeats/check-repeats';
import { checkUnique } from './repeats/check-unique';
import { explainRefusal } from './refusal/explain-refusal';
import { givenRows, realRows, RowsRefused, type ModelRows } from './refusal/rows';
import { disableTriggers } from './triggers';

/** The model, and where it is tried. */
export interface Probe {
  /** A session of a database with the schema and no rows, which nothing else uses. */
  readonly connection: Connection;
  readonly model: Model;
  readonly scales: readonly number[];
  /** The scenario's file and clock, for messages. */
  readonly file: string;
  readonly clock: string;
}

/** Rows from each end of a table, and as many evenly between: a thousand, the usual first scale, is complete. */
const part = 400;

/**
 * Inserts some real rows of every table at these scales and rolls them back: an expression that the server refuses, a
 * number that outgrows its column, a row that breaks a constraint or fits no partition show before any table is made.
 * So does SQL of the author's that gives a row another value each time.
 *
 * @throws PlancliffError `model`, with table, column or constraint, the offending value and what to change
 */
export async function probeModel(probe: Probe): Promise<void> {
  const { connection, model, scales, file } = probe;
  const foreignKeys = await readForeignKeys(connection);
  for (const scale of scales) {
    let table: string | undefined;
    try {
      await connection.query('begin');
      for (const key of foreignKeys) await connection.query(key.drop);
      const complete = new Set<string>();
      for (const each of model.tables) {
        table = each.name;
        await tryTable(connection, model, each, scale);
        if (each.rows(scale) <= 3 * part) complete.add(each.sqlName);
      }
      // A reference can be looked up where all rows of both tables are there.
      for (const key of foreignKeys) {
        table = model.tables.find(({ sqlName }) => sqlName === key.relation)?.name;
        if (complete.has(key.relation) && complete.has(key.parent))
          await connection.query(key.create);
      }
      await connection.query('rollback');
      for (const each of model.tables) {
        table = each.name;
        await checkRepeats({ ...probe, scale }, each, someRows(each.rows(scale)));
        await checkUnique({ ...probe, scale }, each);
      }
    } catch (error) {
      await connection.query('rollback').catch(() => undefined);
      throw await explainRefusal(error, { connection, model, scale, file, table });
    }
  }
}

/** Inserts some rows of one table. Throws the error of the server, or of the model. */
export async function tryTable(
  connection: Connection,
  model: Model,
  table: TableModel,
  scale: number,
): Promise<void> {
  await catchAll(connection, table);
  await disableTriggers(connection, table.sqlName, { partitionsToo: true });
  await insertRows(connection, model, table, scale);
}

/** As `tryTable` does, where triggers rest already. */
export async function insertSome(
  connection: Connection,
  model: Model,
  table: TableModel,
  scale: number,
): Promise<void> {
  await catchAll(connection, table);
  await insertRows(connection, model, table, scale);
}

async function insertRows(
  connection: Connection,
  model: Model,
  table: TableModel,
  scale: number,
): Promise<void> {
  const columns = table.columns.map(({ name }) => quoteIdent(name)).join(', ');

  const rows = someRows(table.rows(scale));
  const select = model.rowSelect(table.name, scale, givenRows);
  const insert = `insert into ${table.sqlName} (${columns}) overriding system value ${select}`;
  try {
    await connection.query(insert, [rows.positions, rows.draws]);
  } catch (error) {
    throw new RowsRefused(error, { table: table.name, rows });
  }
}

function someRows(rows: number): ModelRows {
  if (rows <= 3 * part) return realRows(1, rows);
  const numbers = new Set<number>();
  for (let k = 1; k <= part; k += 1) {
    numbers.add(k);
    numbers.add(rows + 1 - k);
    numbers.add(Math.ceil((k * rows) / (part + 1)));
  }
  const positions = [...numbers].sort((a, b) => a - b);
  return { positions, draws: positions };
}

/** The partitions that plancliff itself makes may be hundreds, and fit by construction: one takes all rows here. */
async function catchAll(
  connection: Connection,
  { sqlName, partitionsAt }: TableModel,
): Promise<void> {
  if (partitionsAt === undefined) return;
  const { rows } = await connection.query<{ schema: string; taken: readonly string[] }>(
    `select n.nspname as schema, array(select o.relname::text from pg_catalog.pg_class o where o.relnamespace = n.oid
                                         union select t.typname::text from pg_catalog.pg_type t where t.typnamespace = n.oid) as taken
       from pg_catalog.pg_partitioned_table p join (${relationsInSchemas}) on c.oid = p.partrelid
      where p.partrelid = $1::regclass::oid and p.partdefid = 0::oid`,
    [sqlName],
  );
  const [of] = rows;
  if (of === undefined) return;
  const name = qualifiedName(of.schema, ownName('rows', of.taken));
  await connection.query(`create table ${name} partition of ${sqlName} default`);
}
