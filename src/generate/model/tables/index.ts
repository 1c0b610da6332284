import type { TableRule } from '../types';
import { bookkeeping } from './bookkeeping';
import { child } from './child';
import { entity } from './entity';
import { lookup } from './lookup';
import { tenant } from './tenant';

/** In order: the first that says why decides. */
export const tableRules: readonly TableRule[] = [bookkeeping, lookup, tenant, child, entity];
