import type { Connection } from '../../../postgres/types';
import { pageSize } from '../pages/format';
import type { GistDensity } from '../sizes/gist';
import type { RelationIndex } from '../catalog/relations';
import { buildIndex } from './build-index';

/** One build of an index. */
export interface GistBuild {
  readonly rows: number;
  readonly pages: number;
}

/** Builds the index over a table and measures it. */
export async function sizeOf(
  connection: Connection,
  table: string,
  index: RelationIndex,
): Promise<GistBuild> {
  const name = await buildIndex(connection, table, index);
  const { rows } = await connection.query<GistBuild>(
    `select reltuples::float8 as rows, (pg_catalog.pg_relation_size(oid) / ${pageSize})::int as pages
     from pg_catalog.pg_class where oid = '${name}'::regclass::oid`,
  );
  return rows[0] as GistBuild;
}

/** @param fixed pages that an index of any size has */
export function densityOf({ rows, pages }: GistBuild, fixed: number): GistDensity {
  return { rows, density: rows === 0 ? 0 : Math.max(1, pages - fixed) / rows };
}
