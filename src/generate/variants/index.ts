import { arithmeticOnColumn } from './arithmetic-on-column';
import { caseInsensitive } from './case-insensitive';
import { castOnColumn } from './cast-on-column';
import { coalescedColumn } from './coalesced-column';
import { dateOfColumn } from './date-of-column';
import { functionOnColumn } from './function-on-column';
import { isDistinct } from './is-not-distinct';
import { leadingWildcard } from './leading-wildcard';
import { optionalFilter } from './optional-filter';
import type { Variant } from './types';

/** In order: the first that is about a column is planned first. */
export const variants: readonly Variant[] = [
  dateOfColumn,
  functionOnColumn,
  castOnColumn,
  coalescedColumn,
  leadingWildcard,
  caseInsensitive,
  arithmeticOnColumn,
  isDistinct,
  optionalFilter,
];
