import { nullable, reference } from '../../../model/distributions';
import { modelledTables, tableName, words } from '../../names';
import type { ColumnRule } from '../types';
import { optionalShare, skewOn } from './foreign-key';

export const namedReference: ColumnRule = {
  name: 'named-reference',
  reason:
    'Many applications refer to other tables by the name of the column, without a foreign key.',
  infer(column, { table, facts, roleOf }) {
    const parts = words(column.name);
    if (parts.length < 2 || parts.at(-1) !== 'id') return undefined;
    const meant = parts.slice(0, -1).join('_');
    const parent = modelledTables(facts).find(
      (other) =>
        other !== table && other.schema === table.schema && words(other.name).join('_') === meant,
    );
    const key = parent?.primaryKey;
    const keyColumn = parent?.columns.find(({ name }) => key?.length === 1 && name === key[0]);
    if (parent === undefined || keyColumn?.typeName !== column.typeName) return undefined;
    const { skew, words: uneven } = skewOn(roleOf(parent));
    const of = reference(tableName(parent), { skew, column: keyColumn.name });
    return {
      value: column.notNull ? of : nullable(optionalShare, of),
      because: `it is named after ${tableName(parent)} and has the type of its key: ${uneven}`,
    };
  },
};
