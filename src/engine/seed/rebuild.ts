import { attachStatements, readPostData, type IndexDefinition, type PostData } from './post-data';
import type { Connection } from '../../postgres/types';
import { RowsRefused } from '../refusal/rows';
import type { Pool } from './pool';

/** What `rebuild` must bring back, and what could not be dropped and was filled along with the rows. */
export interface Dropped {
  readonly indexes: readonly IndexDefinition[];
  readonly foreignKeys: PostData['foreignKeys'];
  /** Relations whose indexes stayed, since a view or a rule depends on a constraint of theirs. */
  readonly kept: readonly string[];
}

const dependentObjectsStillExist = '2BP01';

/** Drops the indexes and constraints of these relations, and all foreign keys; nothing, or all of it. */
export async function dropPostData(
  connection: Connection,
  relations: readonly string[],
): Promise<Dropped> {
  const { indexes, foreignKeys } = await readPostData(connection, relations);
  await connection.query('begin');
  for (const { drop } of foreignKeys) await connection.query(drop);
  const kept = new Set<string>();
  const stays = new Set<string>();
  for (const group of families(indexes)) {
    await connection.query('savepoint family');
    try {
      for (const { drop, parent } of group) if (parent === undefined) await connection.query(drop);
    } catch (error) {
      if ((error as { code?: string }).code !== dependentObjectsStillExist) throw error;
      await connection.query('rollback to savepoint family');
      for (const { relation, partitioned } of group) if (!partitioned) kept.add(relation);
      group.forEach((index) => stays.add(index.index));
    }
  }
  await connection.query('commit');
  return {
    indexes: indexes.filter(({ index }) => !stays.has(index)),
    foreignKeys,
    kept: [...kept],
  };
}

/**
 * Builds indexes and constraints again: the tables side by side, the indexes of each table one after the
 * other in the order of the schema, since the planner takes the lower OID of two equal paths.
 */
export async function rebuild(
  pool: Pool,
  { indexes, kept }: Dropped,
  onRelation: (relation: string) => void,
): Promise<void> {
  await pool.forEach([...byRelation(indexes)], async (connection, [relation, definitions]) => {
    onRelation(relation);
    for (const definition of definitions) await build(connection, definition);
  });
  for (const sql of attachStatements(indexes)) await pool.main.query(sql);
  // Filled row by row they have half-empty pages; built anew they are as a schema's indexes are after a load.
  await pool.forEach(kept, async (connection, relation) => {
    onRelation(relation);
    await connection.query(`reindex table ${relation}`);
  });
}

async function build(connection: Connection, { index, create }: IndexDefinition): Promise<void> {
  try {
    for (const sql of create) await connection.query(sql);
  } catch (error) {
    const [definition] = create;
    throw new RowsRefused(error, {
      object: `index ${index}`,
      ...(definition === undefined ? {} : { definition }),
    });
  }
}

/** The planner estimates joins from foreign keys (`get_foreign_key_join_selectivity`): validated, as declared. */
export async function restoreForeignKeys(pool: Pool, { foreignKeys }: Dropped): Promise<void> {
  for (const { create } of foreignKeys) await pool.main.query(create);
}

function byRelation(indexes: readonly IndexDefinition[]): Map<string, IndexDefinition[]> {
  const groups = new Map<string, IndexDefinition[]>();
  for (const index of indexes) {
    groups.set(index.relation, [...(groups.get(index.relation) ?? []), index]);
  }
  return groups;
}

/** Indexes that can only be dropped together: those of a table with those of its partitions. */
function families(indexes: readonly IndexDefinition[]): IndexDefinition[][] {
  const relationOf = new Map(indexes.map(({ index, relation }) => [index, relation]));
  const root = (relation: string): string => {
    const part = indexes.find((each) => each.relation === relation && each.parent !== undefined);
    const above = part?.parent === undefined ? undefined : relationOf.get(part.parent);
    return above === undefined ? relation : root(above);
  };
  const groups = new Map<string, IndexDefinition[]>();
  for (const index of indexes) {
    const key = root(index.relation);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}
