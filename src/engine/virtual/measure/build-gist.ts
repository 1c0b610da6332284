import { readStoredRelation } from '../../../postgres/catalog/stored-relations';
import type { Connection } from '../../../postgres/types';
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
  const { reltuples, pages } = await readStoredRelation(connection, name);
  return { rows: reltuples, pages };
}

/** @param fixed pages that an index of any size has */
export function densityOf({ rows, pages }: GistBuild, fixed: number): GistDensity {
  return { rows, density: rows === 0 ? 0 : Math.max(1, pages - fixed) / rows };
}
