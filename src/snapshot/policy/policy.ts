import { isDeepStrictEqual } from 'node:util';
import { counted } from '../../text/figures';
import { keepAccepted } from './accepted-findings';
import { defaultTolerance, type Comparison } from '../compare/compare';
import { snapshotVersion } from '../format/format';
import { entryKey, entryName } from '../entry-order';
import type { Snapshot, SnapshotEntry, SnapshotOutcome } from '../types';

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
  /** How far a finding may move before its accepted line is written anew, 0.1 for 10 %. */
  readonly tolerance?: number;
}

export interface Decision {
  /** The text to write; absent where the file stays as it is. */
  readonly write?: Snapshot;
  readonly outcome: Omit<SnapshotOutcome, 'file'>;
}

/**
 * Decides what becomes of a snapshot. Every write goes through here. `current` carries in `accepted` what `-u` would
 * accept; a run without `-u` writes its timelines and accepts nothing.
 *
 *     file        run is    | flags           | file becomes                   | state         fails
 *     ----------------------+-----------------+--------------------------------+--------------------
 *     absent      any       | none            | this run, nothing accepted     | written       no
 *     absent      any       | -u              | this run, findings accepted    | written       no
 *     absent      any       | --ci            | –                              | missing       yes
 *     unreadable  any       | none, --ci      | –                              | unreadable    yes
 *     unreadable  whole     | -u              | this run, findings accepted    | updated       no
 *     unreadable  partial   | -u              | – (the other cases are in it)  | unreadable    yes
 *     not the snapshot's circumstances (--scales, --pg), as the command line has it:
 *                 any       | none, --ci      | –                              | not-compared  no
 *                 whole     | -u              | this run, findings accepted    | updated       no
 *                 partial   | -u              | – (two headers in one file)    | not-compared  yes
 *     other major, engine or settings:
 *                 any       | none, --ci      | –                              | differs       (1)
 *                 whole     | -u              | this run, findings accepted    | updated       no
 *                 partial   | -u              | – (two headers in one file)    | differs       yes
 *     other scales of the scenario or the config: compared where both looked, by case as below, but
 *                 any       | none            | – (new cases are not written)  | as below      (1)
 *                 whole     | -u              | this run, findings accepted    | updated       no
 *                 partial   | -u              | – (two headers in one file)    | as below      yes
 *     else, whatever became of schema, data model and SQL, by case:
 *       matches   any       | none, --ci      | keeps the accepted case        | matched       no
 *       matches   any       | -u              | keeps its ranges (2), accepts  | matched, or   no
 *                           |                 | this run's findings            | updated
 *       differs   any       | none, --ci      | keeps the accepted case        | differs       (1)
 *       differs   any       | -u              | takes this run's case,         | updated       no
 *                           |                 | findings accepted              |
 *       new       any       | none            | takes it, nothing accepted     | written       no
 *       new       any       | -u              | takes it, findings accepted    | written       no
 *       new       any       | --ci            | –                              | missing       yes
 *       obsolete  whole     | none            | keeps it, and says so          | –             no
 *       obsolete  whole     | --ci            | keeps it, and says so          | –             yes
 *       obsolete  whole     | -u              | drops it                       | updated       no
 *       not run   partial   | any             | keeps it                       | –             no
 *     and the header becomes this run's by a whole run with -u, and by nothing else.
 *     Where the system refuses to write what the table says, the file stays as it was: unwritten, fails.
 *
 * (1) The findings say whether it does: a cliff that moved later is no failure, a major that differs is.
 * (2) A change that moved within the tolerance would only churn the pull request.
 *
 * `--ci` stands for `--ci` without `-u`.
 */
export function decide(accepted: Accepted, current: Snapshot, options: PolicyOptions): Decision {
  const { update, partial } = options;
  const refusesNew = options.ci && !update;
  const cases = current.entries.length;
  const whole = update ? current : { ...current, entries: current.entries.map(unaccepted) };

  if (accepted.state === 'absent') {
    // No case could be planned: there is nothing to write, and the findings say why.
    if (cases === 0) return kept({ state: 'missing' });
    return refusesNew
      ? kept({ state: 'missing', added: cases, fails: true })
      : write(whole, undefined, { state: 'written', added: cases });
  }
  if (accepted.state === 'unreadable') {
    if (!update) return kept({ state: 'unreadable', fails: true, message: accepted.message });
    return partial
      ? kept({ state: 'unreadable', fails: true, message: `${accepted.message}. ${runWhole}` })
      : write(current, undefined, { state: 'updated', updated: cases });
  }

  const { snapshot, comparison } = accepted;
  const { changed, added, skipped, comparable, mergeable } = comparison;
  const obsolete = comparison.obsolete.map(entryName);
  if (update) {
    if (mergeable) return accept(snapshot, current, comparison, options);
    return partial
      ? kept({ state: stateOf(comparison), fails: true, message: runWhole })
      : replace(snapshot, current, obsolete);
  }
  if (refusesNew || !mergeable) {
    const missing = refusesNew && comparable ? added.length : 0;
    return kept({
      state: missing > 0 ? 'missing' : stateOf(comparison),
      added: missing,
      obsolete,
      fails: refusesNew && comparable && missing + obsolete.length > 0,
      ...(skipped.length > 0 ? { message: notCompared(skipped) } : {}),
      ...(missing === 0 && added.length > 0 ? { message: notWritten(added.length) } : {}),
    });
  }
  const state = changed.length > 0 ? 'differs' : added.length > 0 ? 'written' : 'matched';
  const entries = [...snapshot.entries, ...added.map(unaccepted)];
  return added.length > 0
    ? write({ ...snapshot, version: snapshotVersion, entries }, snapshot, {
        state,
        added: added.length,
        obsolete,
      })
    : kept({ state, obsolete });
}

/** `-u` where the cases of this run may stand beside those that it did not look at. */
function accept(
  snapshot: Snapshot,
  current: Snapshot,
  { matched, added, obsolete }: Comparison,
  { partial, tolerance = defaultTolerance }: PolicyOptions,
): Decision {
  const before = new Map(snapshot.entries.map((entry) => [entryKey(entry), entry]));
  const same = new Set(matched.map(entryKey));
  const next = new Map(before);
  for (const entry of obsolete) next.delete(entryKey(entry));
  for (const entry of current.entries) {
    const old = before.get(entryKey(entry));
    next.set(entryKey(entry), {
      ...entry,
      ...(old !== undefined && same.has(entryKey(entry)) ? { ranges: old.ranges } : {}),
      accepted: keepAccepted(old?.accepted ?? [], entry.accepted, tolerance),
      acquitted: keepAccepted(old?.acquitted ?? [], entry.acquitted, tolerance),
    });
  }
  const replaced = [...next].filter(([key, entry]) => {
    const old = before.get(key);
    return old !== undefined && !isDeepStrictEqual(old, entry);
  }).length;
  const written = {
    ...snapshot,
    version: snapshotVersion,
    header: partial ? snapshot.header : current.header,
    entries: [...next.values()],
  };
  const counts = {
    added: added.length,
    updated: replaced,
    obsolete: obsolete.map(entryName),
    removed: obsolete.length > 0,
  };
  const changes =
    replaced + obsolete.length > 0 ||
    snapshot.version !== snapshotVersion ||
    !isDeepStrictEqual(written.header, snapshot.header);
  if (!changes && added.length === 0) return kept({ ...counts, state: 'matched' });
  return write(written, snapshot, { ...counts, state: changes ? 'updated' : 'written' });
}

/** `-u` where nothing of the file can stay. */
function replace(snapshot: Snapshot, current: Snapshot, obsolete: readonly string[]): Decision {
  const before = new Set(snapshot.entries.map(entryKey));
  const added = current.entries.filter((entry) => !before.has(entryKey(entry))).length;
  return write(current, snapshot, {
    state: 'updated',
    added,
    updated: current.entries.length - added,
    obsolete,
    removed: obsolete.length > 0,
  });
}

function stateOf({ skipped, comparable, changed }: Comparison): Outcome['state'] {
  if (skipped.length > 0) return 'not-compared';
  return !comparable || changed.length > 0 ? 'differs' : 'matched';
}

const runWhole = 'Run all cases of the scenario to accept it';

const notCompared = (skipped: readonly string[]): string => `this run has ${skipped.join('; ')}`;

const notWritten = (cases: number): string =>
  `${counted(cases, 'new case is', 'new cases are')} not written while the rest is not: -u writes the whole snapshot`;

/** Of a case with something to accept nothing is acquitted either: a run without trials judges it by the estimates. */
const unaccepted = (entry: SnapshotEntry): SnapshotEntry => ({
  ...entry,
  accepted: [],
  acquitted: entry.accepted.length > 0 ? [] : entry.acquitted,
});

type Outcome = Decision['outcome'];
type KnownOutcome = Partial<Outcome> & Pick<Outcome, 'state'>;

/** Of a snapshot that nothing happened to. */
export const quiet = {
  added: 0,
  updated: 0,
  accepted: 0,
  obsolete: [],
  removed: false,
  unmeasured: 0,
  fails: false,
  notes: [],
} as const;

const kept = (outcome: KnownOutcome): Decision => ({ outcome: { ...quiet, ...outcome } });

const write = (
  snapshot: Snapshot,
  before: Snapshot | undefined,
  outcome: KnownOutcome,
): Decision => ({
  write: snapshot,
  outcome: { ...quiet, accepted: newlyAccepted(snapshot, before), ...outcome },
});

/** A file that the policy wanted to write, and the system refused: it stays as it was. */
export const unwritten = (message: string): Decision['outcome'] => ({
  ...quiet,
  state: 'unwritten',
  fails: true,
  message,
});

function newlyAccepted(snapshot: Snapshot, before: Snapshot | undefined): number {
  const lines = ({ entries }: Snapshot): string[] =>
    entries.flatMap((entry) =>
      entry.accepted.map((line) => JSON.stringify([entryKey(entry), line])),
    );
  const old = new Set(before === undefined ? [] : lines(before));
  return lines(snapshot).filter((line) => !old.has(line)).length;
}
