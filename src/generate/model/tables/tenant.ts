import { refersTo, words } from '../../names';
import { counted } from '../../../text/figures';
import type { TableRule } from '../types';

const vocabulary = new Set(
  'tenant account organization organisation org company workspace team shop store site namespace instance merchant'.split(
    ' ',
  ),
);

/** Names that mean nothing else: one table that refers to it is enough. */
const unmistakable = new Set('tenant organization organisation org company workspace'.split(' '));

/** How many tables must refer to one with another of these names. */
const few = 2;

export const tenant: TableRule = {
  name: 'tenant',
  role: 'tenant',
  reason: 'A few tenants own everything, and the largest of them owns about half of it.',
  because(table, facts) {
    const last = words(table.name).at(-1) ?? '';
    if (!vocabulary.has(last)) return undefined;
    const children = facts.tables.filter((other) => other !== table && refersTo(other, table));
    return children.length >= (unmistakable.has(last) ? 1 : few)
      ? `it is named as an owner, and ${counted(children.length, 'table refers', 'tables refer')} to it`
      : undefined;
  },
};
