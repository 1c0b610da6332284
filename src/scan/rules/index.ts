import { foreignKeyWithoutIndex } from './foreign-key-without-index';
import { redundantIndex } from './redundant-index';
import type { ScanRule } from './types';
import { variantLosesIndex } from './variant-loses-index';
import { unusedIndex } from './unused-index';

export const scanRules: readonly ScanRule[] = [
  foreignKeyWithoutIndex,
  redundantIndex,
  unusedIndex,
  variantLosesIndex,
];
