import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const notEqual: Variant = {
  name: 'not equal',
  reason: 'No index is searched by <>: what is not one value lies on both sides of it.',
  instead: 'Name the values that are wanted: column = any (array[…]).',
  sameRows: false,
  rewrite: inPlaceOfEquality(({ left, value }) => `${left} <> ${value}`),
};
