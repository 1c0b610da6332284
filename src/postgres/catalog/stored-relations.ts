import type { Connection } from '../types';
import { pagesOf } from './fragments';

/** What is stored of one relation. */
export interface StoredRelation {
  readonly oid: number;
  /** Main fork, relative to the data directory. */
  readonly file: string;
  /** Pages of that file. */
  readonly pages: number;
  /** Pages that VACUUM, ANALYZE or CREATE INDEX counted last. */
  readonly relpages: number;
  /** Rows that these counted or estimated; -1 where none of them ran. */
  readonly reltuples: number;
}

const storedRelations = `
  select c.oid::int as oid, pg_catalog.pg_relation_filepath(c.oid) as file, ${pagesOf('c.oid')} as pages, c.relpages,
    c.reltuples::float8 as reltuples
  from pg_catalog.pg_class c`;

/** The files and sizes of relations, by OID. Those without storage, as partitioned tables, have none. */
export async function readStoredRelations(
  connection: Connection,
  oids: readonly number[],
): Promise<ReadonlyMap<number, StoredRelation>> {
  const { rows } = await connection.query<StoredRelation>(
    `${storedRelations} where c.oid = any ($1::oid[]) and pg_catalog.pg_relation_filepath(c.oid) is not null`,
    [oids],
  );
  return new Map(rows.map((row) => [row.oid, row]));
}

/**
 * The file and size of one relation.
 *
 * @param name as SQL
 */
export async function readStoredRelation(
  connection: Connection,
  name: string,
): Promise<StoredRelation> {
  const { rows } = await connection.query<StoredRelation>(
    `${storedRelations} where c.oid = $1::regclass::oid`,
    [name],
  );
  return rows[0] as StoredRelation;
}
