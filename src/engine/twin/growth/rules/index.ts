import type { ColumnRule } from '../types';
import { kept } from './kept';
import { openValues } from './open-values';
import { reference } from './reference';
import { risingKey } from './rising-key';
import { time } from './time';
import { uniqueValues } from './unique';

/** In their order: the first that matches a column decides. */
export const columnRules: readonly ColumnRule[] = [
  risingKey,
  time,
  reference,
  uniqueValues,
  openValues,
  kept,
];
