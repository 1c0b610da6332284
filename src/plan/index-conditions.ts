import { predicates, type ColumnScope } from './predicate';
import type { PlanNode, Predicate } from './types';

/** What an index answers, and what it only checks on the entries that it walks. */
export interface IndexPredicates {
  readonly conditions: readonly Predicate[];
  readonly filters: readonly Predicate[];
}

/** Takes the `Index Cond` of an index scan or a Bitmap Index Scan apart. */
export function indexPredicates(node: PlanNode, scope: ColumnScope): IndexPredicates {
  const text = node.properties['Index Cond'];
  if (typeof text !== 'string') return { conditions: [], filters: [] };
  return { conditions: predicates(text, scope), filters: [] };
}
