import type { Connection } from '../../../postgres/types';
import type { Relation, RelationIndex } from '../catalog/relations';

/** `stadistinct` of an index's key, by its position from 0; undefined where there is none. */
export type KnownDistinct = (index: RelationIndex, position: number) => number | undefined;

export async function knownDistinct(
  connection: Connection,
  relation: Relation,
): Promise<KnownDistinct> {
  const { rows } = await connection.query<{ relation: number; number: number; distinct: number }>(
    `select starelid::int as relation, staattnum as number, stadistinct::float8 as distinct from pg_catalog.pg_statistic
     where starelid = any($1::oid[]) and not stainherit`,
    [[relation.oid, ...relation.indexes.map((index) => index.oid)]],
  );
  const byPlace = new Map(rows.map((row) => [`${row.relation} ${row.number}`, row.distinct]));
  return (index, position) => {
    const column = index.keys[position] ?? 0;
    return byPlace.get(column === 0 ? `${index.oid} ${position + 1}` : `${relation.oid} ${column}`);
  };
}
