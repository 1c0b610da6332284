import type { Connection } from '../../../postgres/types';
import { refill } from './refill';
import type { EndStatements, WantedTable } from './table-image';
import { isKeyViolation } from './update-ends';

/** Empties tables, inserts their end rows and builds their indexes. */
export async function insertEnds(
  connection: Connection,
  tables: readonly WantedTable[],
): Promise<void> {
  const relations = tables.map(({ relation }) => relation);
  const oids = relations.map(({ oid }) => oid).join(', ');
  const refilled = (ends: (of: EndStatements) => readonly string[]): Promise<void> =>
    refill(connection, relations, {
      rows: tables.flatMap((table) => ends(table.ends)),
      // Only b-trees are ever asked for their ends: the others need take no further rows.
      then: [
        `update pg_catalog.pg_index set indisready = false where indrelid = any ('{${oids}}'::oid[])
           and indexrelid in (select c.oid from pg_catalog.pg_class c join pg_catalog.pg_am m on m.oid = c.relam where m.amname <> 'btree')`,
      ],
    });
  try {
    await refilled(({ insert }) => insert);
  } catch (error) {
    // Two ends that a unique or an exclusion constraint takes for one.
    if (!isKeyViolation(error)) throw error;
    await connection.query('rollback');
    await refilled(({ insert }) => insert.slice(0, 1));
  }
}
