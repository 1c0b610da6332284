import type { Expectation, Query } from '../scenario/types';
import { parseRowCount } from '../text/row-count';

/** A promise of the author about one index, with its bound as a number. */
export interface Promised {
  readonly index: string;
  /** Largest scale at which it must hold. */
  readonly upTo: number;
  /** As the author wrote the bound; absent where there is none. */
  readonly written?: string;
}

/** What a query's author promises for one of its cases. Throws a PlancliffError where a bound is no row count. */
export function promisedFor(query: Query | undefined, label: string): readonly Promised[] {
  return listOf<Expectation>(query?.definition.expect)
    .filter((expectation) => expectation.cases?.includes(label) ?? true)
    .map(({ index, upTo }) => ({
      index,
      upTo: upTo === undefined ? Infinity : parseRowCount(upTo),
      ...(upTo === undefined ? {} : { written: String(upTo) }),
    }));
}

/** One, several or none, as a list. */
export function listOf<T>(given: T | readonly T[] | undefined): readonly T[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? (given as readonly T[]) : [given as T];
}
