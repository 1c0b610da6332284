import type { Connection } from '../../../postgres/types';
import type { Relation } from '../relations';

/**
 * Runs statements on a table that was emptied before, in one transaction. TRUNCATE refuses tables that others
 * refer to, and asks pg_class.relhastriggers whether there may be any (heap_truncate_find_FKs,
 * src/backend/catalog/heap.c): for that moment there are none.
 */
export async function emptied(
  connection: Connection,
  relations: readonly Relation[],
  statements: readonly string[],
): Promise<void> {
  const oids = relations.map((relation) => relation.oid).join(', ');
  const files = relations.filter((relation) => relation.kind === 'table');
  await connection.query(`
    begin;
    update pg_class set relhastriggers = false where oid in (${oids}) and relhastriggers;
    truncate only ${files.map((relation) => relation.sqlName).join(', only ')};
    ${statements.join(';\n')};
    update pg_class set relhastriggers = true
      where oid in (select tgrelid from pg_trigger where tgrelid in (${oids}));
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
  await emptied(connection, relations, [
    `delete from pg_statistic where starelid in (${owners.join(', ')}) and not stainherit`,
  ]);
  await connection.query(`vacuum (analyze) ${relations.map(({ sqlName }) => sqlName).join(', ')}`);
}
