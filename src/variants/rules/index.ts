import type { Variant } from '../types';
import { arithmeticOnColumn } from './arithmetic-on-column';
import { caseInsensitive } from './case-insensitive';
import { castOnColumn } from './cast-on-column';
import { coalescedColumn } from './coalesced-column';
import { correlatedSubquery } from './correlated-subquery';
import { countForExistence } from './count-for-existence';
import { crossJoin } from './cross-join';
import { dateOfColumn } from './date-of-column';
import { doubleParameter } from './double-parameter';
import { distinctOverJoin } from './distinct-over-join';
import { functionOnColumn } from './function-on-column';
import { isDistinct } from './is-not-distinct';
import { keysetAsOr } from './keyset-as-or';
import { leadingWildcard } from './leading-wildcard';
import { limitDropped } from './limit-dropped';
import { materializedCte } from './materialized-cte';
import { missingLeadingColumn } from './missing-leading-column';
import { mixedSortDirection } from './mixed-sort-direction';
import { notEqual } from './not-equal';
import { notIn } from './not-in';
import { numericParameter } from './numeric-parameter';
import { textForChar } from './text-for-char';
import { offsetForKeyset } from './offset-for-keyset';
import { optionalFilter } from './optional-filter';
import { orAcrossColumns } from './or-across-columns';
import { orInSubquery } from './or-in-subquery';

/** In the order in which they are planned and shown. */
export const variants: readonly Variant[] = [
  dateOfColumn,
  functionOnColumn,
  castOnColumn,
  coalescedColumn,
  leadingWildcard,
  caseInsensitive,
  arithmeticOnColumn,
  numericParameter,
  doubleParameter,
  textForChar,
  isDistinct,
  optionalFilter,
  notEqual,
  orAcrossColumns,
  orInSubquery,
  missingLeadingColumn,
  mixedSortDirection,
  keysetAsOr,
  offsetForKeyset,
  limitDropped,
  countForExistence,
  notIn,
  distinctOverJoin,
  correlatedSubquery,
  materializedCte,
  crossJoin,
];
