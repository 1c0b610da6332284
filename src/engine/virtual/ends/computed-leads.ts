import type { ColumnModel, TableModel } from '../../../model/types';
import { alternativesOf } from '../../../model/parts-of';
import { identifiersIn } from '../../../postgres/identifiers';
import type { Relation, RelationColumn, RelationIndex } from '../catalog/relations';

/** What leads a b-tree, and has no ends that the model names. */
export interface ComputedLead {
  /** SQL over the table's columns. */
  readonly key: string;
  /** The columns that it comes from in the end: none of them is generated. */
  readonly sources: readonly RelationColumn[];
}

/** B-trees in which the planner looks for the ends of a column (get_actual_variable_range, selfuncs.c). */
export function searchedIndexes(relation: Relation): readonly RelationIndex[] {
  return relation.indexes.filter(({ method, partial }) => method === 'btree' && !partial);
}

/** Expressions, generated columns and columns of raw SQL that lead a b-tree. */
export function computedLeads(relation: Relation, table: TableModel): readonly ComputedLead[] {
  const byNumber = new Map(relation.columns.map((column) => [column.number, column]));
  const sourcesOf = (numbers: readonly number[]): readonly RelationColumn[] => {
    const found = new Set<RelationColumn>();
    const follow = (number: number): void => {
      const column = byNumber.get(number);
      if (column?.generated === null) found.add(column);
      else column?.from.forEach(follow);
    };
    numbers.forEach(follow);
    return [...found];
  };
  const leads = searchedIndexes(relation).flatMap(({ keys, keyTexts, columns, includes }) => {
    const [number = 0] = keys;
    const [key = ''] = keyTexts;
    const column = byNumber.get(number);
    if (column === undefined) {
      const named =
        keys.length === 1 && includes === 0
          ? columns
          : columns.filter((one) => identifiersIn(key).has(byNumber.get(one)?.name ?? ''));
      return [{ key, sources: sourcesOf(named) }];
    }
    const model = table.columns.find(({ name }) => name === column.name);
    const computed = column.generated !== null || (model !== undefined && isRawSql(model));
    return computed ? [{ key: column.sqlName, sources: sourcesOf([number]) }] : [];
  });
  return [...new Map(leads.map((lead) => [lead.key, lead])).values()];
}

export function isRawSql({ distribution }: ColumnModel): boolean {
  if (distribution.kind === 'correlated') return false;
  return alternativesOf(distribution).some(({ kind }) => kind === 'sql');
}
