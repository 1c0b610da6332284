import { formatRows } from '../../text/row-count';
import type { Server, Connection } from '../../postgres/types';
import type { Model, TableModel } from '../../model/types';
import { bytesNeeded, checkDisk, type TableNeed } from './disk';
import { realRows, RowsRefused } from '../refusal/rows';
import { rowNumbers } from './row-source';

/** Rows whose size is measured before a load; they are made and thrown away. */
const measured = 200;

/**
 * Refuses a load that cannot fit on the disk of an embedded server; a remote server's disk is not ours to see.
 *
 * @throws PlancliffError `disk`
 */
export async function checkLoadFits(
  connection: Connection,
  options: {
    readonly server: Server;
    readonly model: Model;
    readonly tables: readonly TableModel[];
    readonly scale: number;
  },
): Promise<void> {
  const { server, model, tables, scale } = options;
  if (server.dataDirectory === undefined) return;
  const needs: TableNeed[] = [];
  let released = 0;
  for (const table of tables) {
    const rows = table.rows(scale);
    const select = model.rowSelect(
      table.name,
      scale,
      rowNumbers('1', String(Math.min(rows, measured))),
    );
    const { rows: sizes } = await connection
      .query<{
        bytes: number;
        indexes: number;
        used: number;
      }>(
        `select (select pg_catalog.avg(pg_catalog.pg_column_size(r.*))::float8 from (${select}) as r) as bytes,
              (select pg_catalog.count(*)::int from pg_catalog.pg_index where indrelid = t.oid) as indexes,
              (select coalesce(pg_catalog.sum(pg_catalog.pg_total_relation_size(p.relid)), pg_catalog.pg_total_relation_size(t.oid))::float8
                 from pg_catalog.pg_partition_tree(t.oid) p) as used
         from (select $1::regclass::oid as oid) as t`,
        [table.sqlName],
      )
      .catch((error: unknown) => {
        throw new RowsRefused(error, {
          table: table.name,
          rows: realRows(1, Math.min(rows, measured)),
        });
      });
    for (const { bytes, indexes, used } of sizes) {
      needs.push({ rows, rowBytes: bytes, indexes });
      released += used;
    }
  }
  await checkDisk(server.dataDirectory, bytesNeeded(needs), released, formatRows(scale));
}
