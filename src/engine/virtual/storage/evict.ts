import { ownSchema } from '../../../postgres/own-schema';
import type { Connection } from '../../../postgres/types';
import { topic } from '../once';
import type { VirtualContext } from '../context';

/** Evicts relations, by OID, from the server's buffers; false where it could not, in whole or in part. */
export type Evict = (oids: readonly number[]) => Promise<boolean>;

const evictors = topic<Promise<Evict>>('database');

/** That of a database. */
export function evictor({ once, connection, major }: VirtualContext): Promise<Evict> {
  return once(evictors, '', () => openEvictor(connection, major));
}

/**
 * The function is that of pg_buffercache, from PostgreSQL 18 on (contrib/pg_buffercache/pg_buffercache_pages.c). The extension
 * itself might be the scenario's: it is not created, its library alone is used. Pages that were changed are written first.
 */
async function openEvictor(connection: Connection, major: number): Promise<Evict> {
  const cannot: Evict = () => Promise.resolve(false);
  if (major < 18) return cannot;
  try {
    await connection.query(`
      create function ${ownSchema}.evict_relation(regclass, out evicted int4, out flushed int4, out skipped int4)
      language c strict as '$libdir/pg_buffercache', 'pg_buffercache_evict_relation'`);
  } catch {
    // An installation without contrib.
    return cannot;
  }
  return async (oids) => {
    const { rows } = await connection.query<{ skipped: number }>(
      `select e.skipped from pg_catalog.unnest($1::oid[]) as o (oid),
         lateral ${ownSchema}.evict_relation(o.oid::regclass) as e`,
      [oids],
    );
    return rows.every(({ skipped }) => skipped === 0);
  };
}
