import { accessKey } from '../plan/access-text';
import { usesIndex } from '../plan/disabled-paths';
import type { AccessPath, Plan } from '../plan/types';

/** One occurrence of a relation on both sides of a change. */
export interface OccurrenceChange {
  readonly before: AccessPath;
  readonly after: AccessPath;
}

/** The occurrences that both plans have and read differently, in the order of the first plan. */
export function changedOccurrences(before: Plan, after: Plan): readonly OccurrenceChange[] {
  return before.accesses.flatMap((access) => {
    const counterpart = sameOccurrence(access, after);
    return counterpart === undefined || accessKey(access) === accessKey(counterpart)
      ? []
      : [{ before: access, after: counterpart }];
  });
}

/** The changed occurrence that matters most: one that lost its index, else the first. */
export function leadingChange(before: Plan, after: Plan): OccurrenceChange | undefined {
  const changes = changedOccurrences(before, after);
  return changes.find(losesIndex) ?? changes[0];
}

/** Whether a change leaves an occurrence to be read in full that an index served before. */
export function losesIndex(change: OccurrenceChange): boolean {
  return usesIndex(change.before) && change.after.method === 'seq';
}

/** The access of the same occurrence in another plan. */
export function sameOccurrence(access: AccessPath, plan: Plan): AccessPath | undefined {
  return (
    plan.accesses.find((other) => other.occurrence === access.occurrence) ??
    // A single partition goes by its own name until there are others to fold it with.
    plan.accesses.find(
      (other) => useOf(other) === useOf(access) && other.partitions !== access.partitions,
    )
  );
}

/** `alias#n/schema.relation@subplan` without the relation. */
function useOf(access: AccessPath): string {
  return access.occurrence.replace(/\/[^@]*/, '');
}

/** The columns that predicates name. */
export function columns(predicates: AccessPath['conditions']): readonly string[] {
  return [...new Set(predicates.flatMap((predicate) => predicate.columns))].sort();
}
