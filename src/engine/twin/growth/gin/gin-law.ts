import type { ColumnStatistics, GinFacts } from '../../../../pull/types';
import type { SizedGinKeys } from '../../../virtual/keys/fit-gin-keys';
import { ginPages } from '../../../virtual/sizes/gin';
import { keysOfDocuments } from './documents';
import { elementsOf } from './elements';
import { jsonbKeys, jsonbPathKeys } from './jsonb-keys';
import type { KeysOfRow } from './keys-of-row';
import { fitTail, type Tail } from './tail';
import { trigramKeys } from './trigram-keys';

export interface GinLaw {
  /** The indexed column or expression. */
  readonly column: ColumnStatistics;
  /** As pg_get_indexdef writes it: it names an operator class that is not its type's own. */
  readonly definition: string;
  readonly rows: number;
  /** Pages of the table. */
  readonly heapPages: number;
  /** Pages of the index today. */
  readonly pages: number;
  /** Counters of the index, where they were read. */
  readonly counters: GinFacts | undefined;
}

/**
 * Pages and counters of a GIN index when its table has so many times as many rows; undefined where statistics say nothing of
 * its keys. A key that repeats brings no entry of its own, and its list of rows moves into a tree of pages of its own as it
 * gets long: the measured pages are multiplied by what the law of a build says of both sizes.
 *
 * Statistics have the commonest keys, or values whose keys can be counted. How many others there are is read from the index's
 * counters, or is what explains its pages.
 */
export function grownGin(of: GinLaw): ((growth: number) => GinFacts) | undefined {
  const { rows, heapPages, pages, counters } = of;
  const known = keysOf(of);
  if (known === undefined || rows < 1 || heapPages < 1 || pages < 2) return undefined;
  const law = (tail: Tail, factor = 1): GinFacts =>
    ginPages(sized(known, tail), rows * factor, rows / heapPages);
  const tail = fitTail({
    of: known,
    rows,
    known: counters?.entries ?? pages,
    error: counters === undefined ? pagesOff : 0,
    measure: (tail) =>
      counters === undefined ? law(tail).totalPages : metEntries(sized(known, tail), rows),
  });
  const today = law(tail);
  const left = counters === undefined ? 0 : leftOver(counters, pages);
  const by = (pages - left) / today.totalPages;
  return (growth) => {
    const grown = law(tail, growth);
    const times = (count: number): number => Math.round(count * by);
    return {
      totalPages:
        times(grown.totalPages) + Math.round(Math.max(left, Math.min(mostLeft, left * growth))),
      entryPages: times(grown.entryPages),
      dataPages: times(grown.dataPages),
      // Its list of pending rows is as long as today, at some time between two VACUUMs.
      ...(counters?.pendingPages === undefined ? {} : { pendingPages: counters.pendingPages }),
      entries: Math.round(
        (counters === undefined ? 1 : counters.entries / today.entries) * grown.entries,
      ),
    };
  };
}

function metEntries({ classes, fresh }: SizedGinKeys, rows: number): number {
  return classes.reduce(
    (sum, { keys, share }) => sum + keys * -Math.expm1(-share * rows),
    fresh.keys * rows,
  );
}

/** Pages of gin_pending_list_limit, 4 MB. */
const mostLeft = 512;

/** Pages of the pending list, and those that it has left in the file when its rows went to their places. */
function leftOver({ entryPages, dataPages }: GinFacts, pages: number): number {
  return Math.max(0, pages - 1 - entryPages - dataPages);
}

/** The law is so far off the pages of an index that was built. */
const pagesOff = 0.05;

/** Rows that ANALYZE reads: 300 × default_statistics_target. */
const analyzed = 30_000;

function keysOf({ column, definition, rows }: GinLaw): KeysOfRow | undefined {
  const type = typeOf(column);
  if (/\bgin_trgm_ops\b/.test(definition)) return keysOfDocuments(column, trigramKeys);
  if (type === 'jsonb')
    return keysOfDocuments(
      column,
      /\bjsonb_path_ops\b/.test(definition) ? jsonbPathKeys : jsonbKeys,
    );
  return elementsOf({ ...column, type }, Math.min(rows, analyzed));
}

/** An expression's type; the index has the type of its keys. */
function typeOf(column: ColumnStatistics): string {
  const { type, most_common_elems, elem_count_histogram } = column;
  if (type.endsWith('[]') || most_common_elems === undefined) return type;
  return elem_count_histogram === undefined ? 'tsvector' : `${type}[]`;
}

function sized({ named, restSize }: KeysOfRow, { classes, fresh }: Tail): SizedGinKeys {
  return {
    classes: [...named, ...classes.map((each) => ({ ...each, keySize: restSize }))],
    fresh: { keys: fresh, keySize: restSize },
  };
}
