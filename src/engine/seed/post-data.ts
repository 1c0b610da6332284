import { type ForeignKeyDefinition, readForeignKeys } from '../../postgres/catalog/foreign-keys';
import {
  type IndexDefinition as IndexOfCatalog,
  readIndexDefinitions,
} from '../../postgres/catalog/index-definitions';
import type { Connection } from '../../postgres/types';

/**
 * What is dropped before the rows arrive and rebuilt after them, in the words of `pg_dump`: indexes, the
 * constraints that stand on indexes, and foreign keys.
 */
export interface PostData {
  /** By the relation they stand on, each list in OID order: OIDs break ties between equal paths (`add_path`). */
  readonly indexes: readonly IndexDefinition[];
  readonly foreignKeys: readonly Pick<ForeignKeyDefinition, 'drop' | 'create'>[];
}

export interface IndexDefinition {
  /** Quoted and qualified, as all names here. */
  readonly relation: string;
  readonly index: string;
  /** True for the index of a partitioned table, which holds nothing itself. */
  readonly partitioned: boolean;
  /** Statements that build it under its own name. */
  readonly create: readonly string[];
  readonly drop: string;
  /** The index of the parent table that it is a part of; it is dropped with that one, and attached to it again. */
  readonly parent?: string;
}

/** Reads the definitions of all indexes on these relations, and of every foreign key of the database. */
export async function readPostData(
  connection: Connection,
  relations: readonly string[],
): Promise<PostData> {
  const indexes = await readIndexDefinitions(connection, relations);
  return { indexes: indexes.map(definitionOf), foreignKeys: await readForeignKeys(connection) };
}

/** A constraint is restored as a constraint; `only`, since each partition's part is built and attached by itself. */
function definitionOf(row: IndexOfCatalog): IndexDefinition {
  const statistics = (row.targets ?? []).map(
    ({ column, target }) =>
      `alter index ${row.index} alter column ${column} set statistics ${target}`,
  );
  const common = {
    relation: row.relation,
    index: row.index,
    partitioned: row.partitioned,
    ...(row.parent === null ? {} : { parent: row.parent }),
  };
  if (row.constraint === null) {
    return { ...common, create: [row.definition, ...statistics], drop: `drop index ${row.index}` };
  }
  const { relation, constraint } = row;
  return {
    ...common,
    create: [
      `alter table only ${relation} add constraint ${constraint} ${row.constraintDefinition ?? ''}`,
      ...statistics,
    ],
    drop: `alter table ${relation} drop constraint ${constraint}`,
  };
}

/** `attach partition` for each part of a partitioned table's index. */
export function attachStatements(indexes: readonly IndexDefinition[]): string[] {
  return indexes.flatMap(({ index, parent }) =>
    parent === undefined ? [] : [`alter index ${parent} attach partition ${index}`],
  );
}
