import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const castOnColumn: Variant = {
  name: 'cast on the column',
  reason: 'The index is on the column, and no index is on its text.',
  instead: 'Cast the value: column = value::type.',
  sameRows: true,
  rewrite: inPlaceOfEquality(({ column, left, value, type }) =>
    column.enumLabels !== undefined || /^(?:int[248]|uuid)$/.test(column.typeName)
      ? `${left}::text = (${value}::${type})::text`
      : undefined,
  ),
};
