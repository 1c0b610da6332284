import type { Connection } from '../../postgres/types';
import { loadTasks, type Chunk, type LoadItem } from './chunks';
import { realRows, RowsRefused } from '../refusal/rows';
import type { Pool } from './pool';
import type { RowSource } from './row-source';

/** Fills the tables, side by side and in chunks, and tells after each how many rows its table has. */
export async function loadRows(
  pool: Pool,
  items: readonly LoadItem<RowSource>[],
  onChunk: (table: RowSource, done: number) => void,
): Promise<void> {
  const done = new Map(items.map(({ table, first }) => [table, first - 1]));
  const prepared = new WeakMap<Connection, Map<RowSource, string>>();
  // One session alone keeps the order of rows however large its statements are.
  const tasks = loadTasks(
    pool.sessions > 1 ? items : items.map((item) => ({ ...item, ordered: true })),
  );
  await pool.forEach(tasks, async (connection, { table, chunks }) => {
    const names = prepared.get(connection) ?? new Map<RowSource, string>();
    prepared.set(connection, names);
    for (const chunk of chunks) {
      await insertChunk(connection, names, table, chunk);
      const rows = (done.get(table) ?? 0) + chunk.last - chunk.first + 1;
      done.set(table, rows);
      onChunk(table, rows);
    }
  });
  await pool.onAll('deallocate all');
}

/** Prepared once per session and table: to parse and plan a dozen expressions takes as long as 500 rows. */
async function insertChunk(
  connection: Connection,
  names: Map<RowSource, string>,
  table: RowSource,
  { first, last }: Chunk,
): Promise<void> {
  let name = names.get(table);
  if (name === undefined) {
    name = `plancliff_rows_${names.size}`;
    await connection.query(`prepare ${name} (bigint, bigint) as ${table.insert}`);
    names.set(table, name);
  }
  try {
    await connection.query(`execute ${name} (${first}, ${last})`);
  } catch (error) {
    throw new RowsRefused(error, { table: table.name, rows: realRows(first, last) });
  }
}
