import { extensionSchema } from '../../postgres/catalog/extensions';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';
import type { WorkloadEntry } from '../types';

export interface Workload {
  /** Those that took most time together first. */
  readonly entries: readonly WorkloadEntry[];
  readonly lacks: readonly string[];
}

/** Statements are cut at none; more than these of one server are no longer looked through. */
const most = 10_000;

/**
 * What pg_stat_statements has counted in this database, of whichever user. Utility statements and those that only ask the
 * catalogs are left out by whoever plans them.
 */
export async function readWorkload(connection: Connection, major: number): Promise<Workload> {
  const schema = await extensionSchema(connection, 'pg_stat_statements');
  if (schema === undefined) return { entries: [], lacks: [] };
  const { rows: rights } = await connection.query<{ all: boolean }>(
    `select pg_catalog.pg_has_role('pg_read_all_stats', 'usage') as all`,
    [],
  );
  const time = major >= 13 ? 'exec_time' : 'time';
  await connection.query('savepoint workload', []);
  try {
    const { rows } = await connection.query<WorkloadEntry & { hidden: boolean }>(
      `select s.query as sql, pg_catalog.sum(s.calls)::float8 as calls, pg_catalog.sum(s.total_${time})::float8 as "totalMs",
         pg_catalog.sum(s.total_${time})::float8 / nullif(pg_catalog.sum(s.calls), 0)::float8 as "meanMs",
         s.queryid is null and s.query = '<insufficient privilege>' as hidden
       from ${schema}.pg_stat_statements s join pg_catalog.pg_database d on d.oid = s.dbid
       where d.datname = pg_catalog.current_database() ${major >= 14 ? 'and s.toplevel' : ''}
       group by s.query, s.queryid
       order by pg_catalog.sum(s.total_${time}) desc, s.query collate "C" limit ${most}`,
      [],
    );
    const entries = rows
      .filter(({ hidden }) => !hidden)
      .map(({ sql, calls, totalMs, meanMs }) => ({ sql, calls, totalMs, meanMs }));
    const isPartial = rights[0]?.all !== true && rows.some(({ hidden }) => hidden);
    return {
      entries,
      lacks: isPartial
        ? [
            'statements of other users in pg_stat_statements are hidden from this role: they are not planned. Membership in pg_monitor shows them.',
          ]
        : [],
    };
  } catch (error) {
    if (!isStatementError(error)) throw error;
    await connection.query('rollback to savepoint workload', []);
    return { entries: [], lacks: [`pg_stat_statements cannot be read: ${error.message}.`] };
  }
}
