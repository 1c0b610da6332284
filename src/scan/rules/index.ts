import { foreignKeyWithoutIndex } from './foreign-key-without-index';
import { indexLost } from './index-lost';
import { redundantIndex } from './redundant-index';
import type { ScanRule } from './types';
import { unusedIndex } from './unused-index';

export const scanRules: readonly ScanRule[] = [
  foreignKeyWithoutIndex,
  indexLost,
  redundantIndex,
  unusedIndex,
];
