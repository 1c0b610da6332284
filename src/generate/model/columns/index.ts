import type { ColumnRule } from '../types';
import { arrays } from './arrays';
import { choices } from './choices';
import { documents } from './documents';
import { flag } from './flag';
import { foreignKey } from './foreign-key';
import { namedReference } from './named-reference';
import { numbers } from './numbers';
import { otherTime } from './other-time';
import { otherTypes } from './other-types';
import { partitionKey } from './partition-key';
import { risingTime } from './rising-time';
import { rowNumber } from './row-number';
import { softDelete } from './soft-delete';
import { texts } from './texts';
import { uuids } from './uuids';

/** In order: the first that concludes something decides. What keys say comes before what names say. */
export const columnRules: readonly ColumnRule[] = [
  partitionKey,
  foreignKey,
  rowNumber,
  namedReference,
  choices,
  flag,
  softDelete,
  risingTime,
  otherTime,
  texts,
  numbers,
  uuids,
  documents,
  arrays,
  otherTypes,
];
