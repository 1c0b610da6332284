import { checkName, checkOptions } from '../arguments';
import { skew } from '../skew';
import type { Distribution, Skew } from '../types';

export interface ReferenceOptions {
  /** The column referred to; the one that the foreign key names, or the primary key, where absent. */
  readonly column?: string;
  /** How unevenly the rows fall on the parents; evenly where absent. */
  readonly skew?: Skew;
  /** Rows of one parent lie together, in the order of the parents, as if inserted with them. */
  readonly ordered?: boolean;
}

/** The key of a row of `table`: a foreign key that holds. Within its own table: an earlier row, or null. */
export function reference(
  table: string,
  column?: string | ReferenceOptions,
  options: ReferenceOptions = {},
): Distribution {
  const given = typeof column === 'object' ? column : options;
  checkOptions('reference', given, ['column', 'skew', 'ordered']);
  const name = typeof column === 'string' ? column : given.column;
  return {
    kind: 'reference',
    table: checkName('reference', 'table', table),
    ...(name === undefined ? {} : { column: checkName('reference', 'column', name) }),
    skew: given.skew ?? skew.uniform(),
    ordered: given.ordered ?? false,
  };
}

/**
 * 1, 2, 3, … among the rows that refer to the same parent by `column`, a `reference` of the same table: the number of an
 * issue within its project. Together with that column it is unique. The rows of a parent are scattered over the table, or
 * lie together where the reference is `ordered`.
 */
export function numberWithin(column: string): Distribution {
  return { kind: 'number-within', column: checkName('numberWithin', 'column', column) };
}
