import {
  type IndexDefinition,
  readIndexDefinitions,
} from '../../postgres/catalog/index-definitions';
import type { Connection } from '../../postgres/types';

export interface Indexes {
  readonly tables: readonly string[];
  /** Of materialized views. */
  readonly views: readonly string[];
}

/** Indexes in the order of their OIDs, whether a constraint made them or not. Invalid ones are passed over, as the planner does. */
export async function readIndexes(
  connection: Connection,
  locked: readonly number[],
): Promise<Indexes> {
  const all = (await readIndexDefinitions(connection, undefined, locked)).filter(
    // That of a partitioned table is invalid until every partition has its part.
    ({ valid, partitioned }) => valid || partitioned,
  );
  const made = (onView: boolean): readonly string[] => {
    const some = all.filter((each) => each.onView === onView);
    return [...some.flatMap(createIndex), ...some.flatMap(attachIndex)];
  };
  return { tables: made(false), views: made(true) };
}

function createIndex(of: IndexDefinition): readonly string[] {
  if (of.constraint === null) return [of.definition];
  const options = of.options ?? '';
  return [
    `alter table only ${of.relation} add constraint ${of.constraint} ${of.constraintDefinition}`,
    ...(options === '' ? [] : [`alter index ${of.index} set (${options})`]),
  ];
}

function attachIndex({ index, parent }: IndexDefinition): readonly string[] {
  return parent === null ? [] : [`alter index ${parent} attach partition ${index}`];
}
