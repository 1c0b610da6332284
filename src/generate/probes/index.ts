import { count } from './count';
import { covering } from './covering';
import { equality } from './equality';
import { exists } from './exists';
import { expression } from './expression';
import { filterOrder } from './filter-order';
import { foreignKeyAction } from './foreign-key-action';
import { foreignKeyCheck } from './foreign-key-check';
import { inList } from './in-list';
import { join } from './join';
import { keyset } from './keyset';
import { likePrefix } from './like-prefix';
import { minMax } from './min-max';
import { offset } from './offset';
import { orderLimit } from './order-limit';
import { partialIndex } from './partial-index';
import { range } from './range';
import { search } from './search';
import { semiJoin } from './semi-join';
import type { ForeignKeyProbe, IndexProbe } from './types';

/** In the order in which a bounded scan takes them: the most telling first. */
export const indexProbes: readonly IndexProbe[] = [
  equality,
  search,
  filterOrder,
  orderLimit,
  partialIndex,
  range,
  expression,
  keyset,
  inList,
  likePrefix,
  exists,
  minMax,
  offset,
  covering,
  count,
];

export const foreignKeyProbes: readonly ForeignKeyProbe[] = [
  foreignKeyAction,
  join,
  foreignKeyCheck,
  semiJoin,
];
