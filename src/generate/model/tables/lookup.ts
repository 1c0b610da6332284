import { refersTo, words } from '../../names';
import type { TableRule } from '../types';

const vocabulary = new Set(
  'country currency language locale timezone state status type kind category role permission plan tier level unit color setting feature flag genre region city'.split(
    ' ',
  ),
);

export const lookup: TableRule = {
  name: 'lookup',
  role: 'lookup',
  reason: 'A list that the developers or the administrators keep does not grow with the users.',
  because(table, facts) {
    const key = table.columns.find(
      ({ name }) => table.primaryKey?.length === 1 && name === table.primaryKey[0],
    );
    if (key?.typeName === 'int2') return 'its key is a smallint';
    const refersOut = table.foreignKeys.some(({ table: other }) => other !== table.name);
    const referred = facts.tables.some((other) => refersTo(other, table));
    const last = words(table.name).at(-1) ?? '';
    const named = vocabulary.has(last) && table.columns.length <= 8;
    if (named && !refersOut && referred)
      return `it is named as a list of choices (${last}), and refers to no other table`;
    return undefined;
  },
};
