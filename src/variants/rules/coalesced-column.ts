import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

/** Values that no row has, in place of null. */
const empty: Readonly<Record<string, string>> = {
  int2: '-1::smallint',
  int4: '-1',
  int8: '-1::bigint',
  text: "''",
  varchar: "''",
};

export const coalescedColumn: Variant = {
  name: 'coalesce on the column',
  reason: 'No index is on the result of coalesce, and the planner has no statistics on it.',
  instead: 'Leave coalesce out: null is equal to nothing. Or make the column not null.',
  // A value that is the stand-in for null itself finds the nulls as well.
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value }) => {
    const stand = Object.hasOwn(empty, column.typeName) ? empty[column.typeName] : undefined;
    return column.notNull || stand === undefined
      ? undefined
      : `coalesce(${left}, ${stand}) = ${value}`;
  }),
};
