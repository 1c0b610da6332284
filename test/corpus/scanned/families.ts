import { indexes } from './indexes';
import { lists } from './lists';
import { references } from './references';
import { shop } from './shop/shop';
import type { ScannedFamily } from './types';

export const scannedFamilies: readonly ScannedFamily[] = [references, indexes, lists, shop];
