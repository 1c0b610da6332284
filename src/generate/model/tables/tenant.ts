import { refersTo, words } from '../../names';
import type { TableRule } from '../types';

const vocabulary = new Set(
  'tenant account organization organisation org company workspace team shop store site namespace instance merchant'.split(
    ' ',
  ),
);

/** How many tables must refer to it. */
const few = 2;

export const tenant: TableRule = {
  name: 'tenant',
  role: 'tenant',
  reason: 'A few tenants own everything, and the largest of them owns about half of it.',
  because(table, facts) {
    if (!vocabulary.has(words(table.name).at(-1) ?? '')) return undefined;
    const children = facts.tables.filter((other) => other !== table && refersTo(other, table));
    return children.length >= few
      ? `it is named as an owner, and ${children.length} tables refer to it`
      : undefined;
  },
};
