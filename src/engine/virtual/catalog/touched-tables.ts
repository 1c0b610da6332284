import type { Model, TableModel } from '../../../model/types';
import { checkPlannable } from '../../../sql/plannable';
import { calledFunctions, type SchemaFunction } from './functions';
import type { Relation } from './relations';

/** What a statement may name. */
export interface Schema {
  readonly relations: readonly Relation[];
  readonly functions: readonly SchemaFunction[];
}

/** What planning a statement reads. */
export interface Touched {
  /** Tables of the model, by name. */
  readonly tables: readonly string[];
  /** Materialized views, by their quoted and qualified names. */
  readonly views: readonly string[];
}

/**
 * Tables of the model whose statistics and files planning a statement reads: those that it names, those that views, functions
 * and row-level security policies among them read, and the partitions and children of all of these. A statement that does not
 * parse touches none: the server's own message is what counts then.
 */
export async function touchedTables(
  sql: string,
  { relations, functions }: Schema,
  model: Model,
): Promise<Touched> {
  const checked = await checkPlannable(sql);
  if (!checked.ok) return { tables: [], views: [] };
  const family = familyOf(relations);
  const touched = new Set<number>();
  const touch = (relation: Relation): void => {
    if (touched.has(relation.oid)) return;
    touched.add(relation.oid);
    family(relation).forEach(touch);
    for (const { reads } of calledFunctions(relation.policies.functions, functions))
      reads.forEach(touch);
  };
  for (const relation of relations)
    if (checked.tables.some((name) => isNamed(relation, name))) touch(relation);
  for (const { reads } of calledFunctions(checked.functions, functions)) reads.forEach(touch);
  const there = relations.filter(({ oid }) => touched.has(oid));
  const names = new Set(there.map(({ sqlName }) => sqlName));
  return {
    tables: model.tables.filter(({ sqlName }) => names.has(sqlName)).map(({ name }) => name),
    views: there.filter(({ kind }) => kind === 'materialized-view').map(({ sqlName }) => sqlName),
  };
}

/** What a relation reads as a view or by its policies, its parents, and its partitions or children. */
function familyOf(relations: readonly Relation[]): (of: Relation) => readonly Relation[] {
  const known = new Map(relations.map((relation) => [relation.oid, relation]));
  const children = new Map<number, Relation[]>();
  for (const relation of relations) {
    for (const parent of relation.parents) {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [relation]);
      else siblings.push(relation);
    }
  }
  return ({ oid, reads, parents, policies }) => [
    ...[...reads, ...policies.reads, ...parents].flatMap((each) => known.get(each) ?? []),
    ...(children.get(oid) ?? []),
  ];
}

/** Tables of the model that a view reads, through other views too. */
export function tablesRead(
  view: Relation,
  relations: readonly Relation[],
  model: Model,
): readonly TableModel[] {
  const read = new Set<Relation>();
  const follow = (relation: Relation): void => {
    if (read.has(relation)) return;
    read.add(relation);
    relations.filter(({ oid }) => relation.reads.includes(oid)).forEach(follow);
  };
  follow(view);
  const names = new Set([...read].map(({ sqlName }) => sqlName));
  return model.tables.filter(({ sqlName }) => names.has(sqlName));
}

/** Without a schema, any table of the name: one too many costs time, one too few the truth. */
function isNamed(relation: Relation, name: string): boolean {
  return name === relation.name || name === `${relation.schema}.${relation.name}`;
}
