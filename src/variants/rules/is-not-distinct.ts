import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const isDistinct: Variant = {
  name: 'is not distinct from',
  reason: 'The planner has no index condition for IS NOT DISTINCT FROM.',
  instead: 'Write column = value, and column is null apart.',
  sameRows: true,
  rewrite: inPlaceOfEquality(({ left, value }) => `${left} is not distinct from ${value}`),
};
