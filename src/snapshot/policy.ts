import type { Comparison } from './compare';
import { entryKey, entryName } from './order';
import type { Snapshot, SnapshotOutcome } from './types';

/** What the file held before the run. */
export type Accepted =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly message: string }
  | { readonly state: 'read'; readonly snapshot: Snapshot; readonly comparison: Comparison };

export interface PolicyOptions {
  /** `-u`: what was found is accepted. */
  readonly update: boolean;
  /** `--ci`: nothing new is written. `-u` wins over it, as in Jest. */
  readonly ci: boolean;
  /** The run looked at some of the scenario's cases only. */
  readonly partial: boolean;
}

export interface Decision {
  /** The text to write; absent where the file stays as it is. */
  readonly write?: Snapshot;
  readonly outcome: Omit<SnapshotOutcome, 'file'>;
}

/**
 * Decides what becomes of a snapshot. Every write goes through here.
 *
 *     file        run is    | flags           | file becomes                   | state       fails
 *     ----------------------+-----------------+--------------------------------+------------------
 *     absent      any       | none, -u        | this run                       | written     no
 *     absent      any       | --ci            | –                              | missing     yes
 *     unreadable  any       | none, --ci      | –                              | unreadable  yes
 *     unreadable  whole     | -u              | this run                       | updated     no
 *     unreadable  partial   | -u              | – (the other cases are in it)  | unreadable  yes
 *     other header  any     | none, --ci      | –                              | differs     (1)
 *     other header  whole   | -u              | this run                       | updated     no
 *     other header  partial | -u              | – (two headers in one file)    | differs     yes
 *     same header, by case:
 *       matches   any       | any             | keeps the accepted case (2)    | matched     no
 *       differs   any       | none, --ci      | keeps the accepted case        | differs     (1)
 *       differs   any       | -u              | takes this run's case          | updated     no
 *       new       any       | none, -u        | takes this run's case          | written     no
 *       new       any       | --ci            | –                              | missing     yes
 *       obsolete  whole     | none            | keeps it, and says so          | –           no
 *       obsolete  whole     | --ci            | keeps it, and says so          | –           yes
 *       obsolete  whole     | -u              | drops it                       | updated     no
 *       not run   partial   | any             | keeps it                       | –           no
 *
 * (1) The findings say whether it does: a cliff that moved later is no failure, a header that differs is.
 * (2) Even under `-u`: a change that moved within the tolerance would only churn the pull request.
 *
 * `--ci` stands for `--ci` without `-u`.
 */
export function decide(accepted: Accepted, current: Snapshot, options: PolicyOptions): Decision {
  const { update, partial } = options;
  const refusesNew = options.ci && !update;
  const cases = current.entries.length;

  if (accepted.state === 'absent') {
    // No case could be planned: there is nothing to write, and the findings say why.
    if (cases === 0) return kept({ state: 'missing' });
    return refusesNew
      ? kept({ state: 'missing', added: cases, fails: true })
      : write(current, { state: 'written', added: cases });
  }
  if (accepted.state === 'unreadable') {
    if (!update) return kept({ state: 'unreadable', fails: true, message: accepted.message });
    return partial
      ? kept({ state: 'unreadable', fails: true, message: `${accepted.message}. ${runWhole}` })
      : write(current, { state: 'updated', updated: cases });
  }

  const { snapshot, comparison } = accepted;
  const { changed, added, comparable } = comparison;
  const obsolete = comparison.obsolete.map(entryName);
  if (!comparable) {
    if (!update) return kept({ state: 'differs', obsolete });
    return partial
      ? kept({ state: 'differs', fails: true, message: runWhole })
      : write(current, {
          state: 'updated',
          added: added.length,
          updated: cases - added.length,
          obsolete,
          removed: obsolete.length > 0,
        });
  }

  const next = merge(snapshot, comparison, {
    changed: update,
    added: !refusesNew,
    obsolete: !update,
  });
  const counts = {
    added: added.length,
    updated: update ? changed.length : 0,
    obsolete,
    removed: update && obsolete.length > 0,
  };
  if (refusesNew) {
    const state = added.length > 0 ? 'missing' : changed.length > 0 ? 'differs' : 'matched';
    return kept({ ...counts, state, fails: added.length + obsolete.length > 0 });
  }
  const replaces = counts.updated > 0 || counts.removed;
  const differs = !update && changed.length > 0;
  const state = differs
    ? 'differs'
    : replaces
      ? 'updated'
      : added.length > 0
        ? 'written'
        : 'matched';
  return added.length > 0 || replaces
    ? write(next, { ...counts, state })
    : kept({ ...counts, state });
}

const runWhole = 'Run all cases of the scenario to accept it anew';

function merge(
  snapshot: Snapshot,
  { changed, added, obsolete }: Comparison,
  take: { readonly changed: boolean; readonly added: boolean; readonly obsolete: boolean },
): Snapshot {
  const entries = new Map(snapshot.entries.map((entry) => [entryKey(entry), entry]));
  if (!take.obsolete) for (const entry of obsolete) entries.delete(entryKey(entry));
  for (const entry of [...(take.changed ? changed : []), ...(take.added ? added : [])]) {
    entries.set(entryKey(entry), entry);
  }
  return { ...snapshot, entries: [...entries.values()] };
}

type Outcome = Decision['outcome'];
type Told = Partial<Outcome> & Pick<Outcome, 'state'>;

const quiet = { added: 0, updated: 0, obsolete: [], removed: false, fails: false } as const;

const kept = (outcome: Told): Decision => ({ outcome: { ...quiet, ...outcome } });

const write = (snapshot: Snapshot, outcome: Told): Decision => ({
  write: snapshot,
  outcome: { ...quiet, ...outcome },
});
