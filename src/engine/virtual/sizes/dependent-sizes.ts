import { dependenceOf } from '../../../model/dependence';
import type { Model } from '../../../model/types';
import { baseColumns } from '../catalog/base-columns';
import type { Relation, RelationIndex } from '../catalog/relations';
import { ginKeys } from '../keys/gin-keys';
import type { IndexedTable } from '../keys/index-keys';
import { columnKinds } from '../keys/column-kinds';

/**
 * Whether the sizes of a table's rows or keys depend on the row count in a way that no distribution tells: then they must
 * be measured at each.
 */
export function sizesMove(model: Model, table: string, relation: Relation): boolean {
  const definition = model.table(table);
  const { columns } = definition;
  const of = { model, table, relation, scale: 1, rows: model.table(table).rows(1) };
  // An expression of the scenario's own makes these values, out of the row number or the row count.
  const byRow = columns.filter(
    ({ distribution }) => dependenceOf(distribution, { model, table: definition }).raw === 'row',
  );
  const isAmong = (names: readonly { name: string }[], number: number): boolean =>
    baseColumns(relation, number).some((name) => names.some((each) => each.name === name));
  const kinds = columnKinds(model, definition);
  const dependent = columns.filter(({ name }) => kinds.get(name) === 'row-count-dependent');
  return (
    byRow.some(({ type }) => variableWidth.test(type)) ||
    relation.indexes.some((index) => {
      const { method, unique, keys, columns: named } = index;
      if (method === 'gin') {
        return named.some((number) => isAmong(dependent, number)) && !ginSizesStay(of, index);
      }
      const counted = method === 'hash' || (method === 'btree' && !unique);
      const expressed = named.filter((number) => keys.includes(number) || keys.includes(0));
      return counted && expressed.some((number) => isAmong(byRow, number));
    })
  );
}

/** Whether a GIN index has as many keys as the model says, and each of them takes as many bytes at any row count. */
function ginSizesStay(of: Omit<IndexedTable, 'distinct'>, index: RelationIndex): boolean {
  const types = index.keys.map((key) => of.relation.columns.find(({ number }) => number === key));
  const fixed = types.every(
    (column) =>
      (column?.type === 'jsonb' && index.body.includes('jsonb_path_ops')) ||
      (column?.type.endsWith('[]') === true &&
        !variableWidth.test(column.type.slice(0, -'[]'.length))),
  );
  return fixed && ginKeys(of, index) !== undefined;
}

/** Types whose values take more or fewer bytes; ranges do not to speak of. */
const variableWidth = /^(?:text|character|varchar|bytea|json|xml|numeric|tsvector)|\[\]$/;
