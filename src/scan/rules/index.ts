import { foreignKeyWithoutIndex } from './foreign-key-without-index';
import { genericPlanDiffers } from './generic-plan-differs';
import { redundantIndex } from './redundant-index';
import type { ScanRule } from './types';
import { variantLosesIndex } from './variant-loses-index';
import { unusedIndex } from './unused-index';

export const scanRules: readonly ScanRule[] = [
  foreignKeyWithoutIndex,
  genericPlanDiffers,
  redundantIndex,
  unusedIndex,
  variantLosesIndex,
];
