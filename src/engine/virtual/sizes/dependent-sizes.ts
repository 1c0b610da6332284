import { replaceNames } from '../../../model/expression/raw-sql';
import type { Distribution, Model } from '../../../model/types';
import { baseColumns } from '../catalog/base-columns';
import type { Relation, RelationIndex } from '../catalog/relations';
import { ginLaw } from '../keys/gin-keys';
import type { IndexedTable } from '../keys/index-keys';
import { columnKinds } from '../statistics/column-kinds';

/**
 * Whether the sizes of a table's rows or keys depend on the row count in a way that no law tells: then they must
 * be measured at each.
 */
export function sizesMove(model: Model, table: string, relation: Relation): boolean {
  const { columns } = model.table(table);
  const of = { model, table, relation, scale: 1, rows: model.table(table).rows(1) };
  const byRow = columns.filter(({ distribution }) => followsRow(distribution));
  const isAmong = (names: readonly { name: string }[], number: number): boolean =>
    baseColumns(relation, number).some((name) => names.some((each) => each.name === name));
  const kinds = columnKinds(model, model.table(table));
  const moving = columns.filter(({ name }) => kinds.get(name) === 'moving');
  return (
    byRow.some(({ type }) => variableWidth.test(type)) ||
    relation.indexes.some((index) => {
      const { method, unique, keys, columns: named } = index;
      if (method === 'gin') {
        return named.some((number) => isAmong(moving, number)) && !ginSizesStay(of, index);
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
  return fixed && ginLaw(of, index) !== undefined;
}

/** Types whose values take more or fewer bytes; ranges do not to speak of. */
const variableWidth = /^(?:text|character|varchar|bytea|json|xml|numeric|tsvector)|\[\]$/;

/** Whether an expression of the author's own makes the values, out of the row number or the row count. */
function followsRow(of: Distribution): boolean {
  switch (of.kind) {
    case 'sql':
      return replaceNames(of.expression, { i: '', n: '' }) !== of.expression;
    case 'nullable':
    case 'correlated':
      return followsRow(of.of);
    case 'array':
      return followsRow(of.element);
    case 'jsonb':
      return Object.values(of.keys).some(followsRow);
    default:
      return false;
  }
}
