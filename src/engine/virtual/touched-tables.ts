import type { Model } from '../../model/types';
import { checkPlannable } from '../../workload/statement';
import type { Relation } from './relations';

/**
 * Tables of the model whose statistics and files planning a statement reads: those that it names, those that
 * views among them read, and the partitions and children of all of these. A statement that does not parse
 * touches none: the server's own message is what counts then.
 */
export async function touchedTables(
  sql: string,
  relations: readonly Relation[],
  model: Model,
): Promise<readonly string[]> {
  const checked = await checkPlannable(sql);
  if (!checked.ok) return [];
  const touched = new Set<number>();
  const touch = (relation: Relation): void => {
    if (touched.has(relation.oid)) return;
    touched.add(relation.oid);
    const related = relations.filter(
      (other) =>
        relation.reads.includes(other.oid) ||
        relation.parents.includes(other.oid) ||
        other.parents.includes(relation.oid),
    );
    related.forEach(touch);
  };
  for (const relation of relations)
    if (checked.tables.some((name) => isNamed(relation, name))) touch(relation);
  return model.tables
    .filter(({ sqlName }) =>
      relations.some((relation) => relation.sqlName === sqlName && touched.has(relation.oid)),
    )
    .map(({ name }) => name);
}

/** Without a schema, any table of the name: one too many costs time, one too few the truth. */
function isNamed(relation: Relation, name: string): boolean {
  return name === relation.name || name === `${relation.schema}.${relation.name}`;
}
