import { qualifiedName } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import { vacuum } from '../../vacuum';
import type { Relation } from '../catalog/relations';

export interface Refill {
  /** Whether the rows come into the indexes one by one. */
  readonly grown?: boolean;
  /** Statements that insert the new rows. */
  readonly rows: readonly string[];
  /** Statements for when the indexes stand. */
  readonly then?: readonly string[];
}

/**
 * Gives tables new rows and builds their indexes over these, or fills them row by row, in one transaction.
 *
 * TRUNCATE refuses tables that others refer to, and asks pg_class.relhastriggers whether there may be any
 * (heap_truncate_find_FKs, src/backend/catalog/heap.c): for that moment there are none.
 *
 * TRUNCATE would also make each index anew, INSERT fill it row by row, and REINDEX make it a third time. An index
 * that is not live is passed over by the first two (RelationGetIndexList, src/backend/utils/cache/relcache.c), and
 * REINDEX makes it ready again (reindex_index, src/backend/catalog/index.c). The list of a table's indexes is read
 * anew because its row of pg_class is written. REINDEX TABLE would make the index of the TOAST table again too, which
 * TRUNCATE has made already.
 */
export async function refill(
  connection: Connection,
  relations: readonly Relation[],
  { grown = false, rows, then = [] }: Refill,
): Promise<void> {
  const oids = relations.map((relation) => relation.oid).join(', ');
  const tables = relations.filter((relation) => relation.kind === 'table');
  const reindex = tables.flatMap(({ schema, indexes }) =>
    grown ? [] : indexes.map(({ name }) => `reindex index ${qualifiedName(schema, name)}`),
  );
  await connection.query(`
    begin;
    update pg_catalog.pg_index set indislive = ${String(grown)}, indisready = ${String(grown)} where indrelid = any ('{${oids}}'::oid[]);
    update pg_catalog.pg_class set relhastriggers = false where oid = any ('{${oids}}'::oid[]);
    truncate only ${tables.map(({ sqlName }) => sqlName).join(', only ')}`);
  await connection.query(rows.join(';\n'));
  await connection.query(`
    update pg_catalog.pg_index set indislive = true where indrelid = any ('{${oids}}'::oid[]);
    update pg_catalog.pg_class set relhastriggers = exists (select from pg_catalog.pg_trigger where tgrelid = pg_class.oid)
      where oid = any ('{${oids}}'::oid[]);
    ${[...reindex, ...then].join(';\n')};
    commit`);
}

/** Leaves tables without rows, as VACUUM and ANALYZE do: with none of the statistics that they had. */
export async function leaveEmpty(
  connection: Connection,
  relations: readonly Relation[],
): Promise<void> {
  if (relations.length === 0) return;
  const owners = relations.flatMap(({ oid, indexes }) => [
    oid,
    ...indexes.map((index) => index.oid),
  ]);
  await refill(connection, relations, {
    rows: [
      `delete from pg_catalog.pg_statistic where starelid = any ('{${owners.join(', ')}}'::oid[]) and not stainherit`,
    ],
  });
  await vacuum(
    connection,
    relations.map(({ sqlName }) => sqlName),
  );
}
