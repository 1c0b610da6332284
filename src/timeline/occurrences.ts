import type { AccessMethod, AccessPath, Plan } from '../plan/types';

/** One occurrence of a relation on both sides of a change. */
export interface OccurrenceChange {
  readonly before: AccessPath;
  readonly after: AccessPath;
}

/** Whether an occurrence is read through an index, in whatever way. */
export function usesIndex(access: AccessPath): boolean {
  return access.indexes.length > 0;
}

/** The occurrences that both plans have and read differently, in the order of the first plan. */
export function changedOccurrences(before: Plan, after: Plan): readonly OccurrenceChange[] {
  const later = new Map(after.accesses.map((access) => [access.occurrence, access]));
  return before.accesses.flatMap((access) => {
    const counterpart = later.get(access.occurrence);
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

/** Equal for accesses that a reader would call the same: plain index and bitmap scans are one family. */
export function accessKey(access: AccessPath): string {
  const family: Readonly<Partial<Record<AccessMethod, string>>> = { bitmap: 'index' };
  return JSON.stringify([
    family[access.method] ?? access.method,
    access.indexes,
    columns(access.conditions),
    columns(access.filters),
  ]);
}

/** The columns that predicates name: their texts hold values, which may differ from scale to scale. */
export function columns(predicates: AccessPath['conditions']): readonly string[] {
  return [...new Set(predicates.flatMap((predicate) => predicate.columns))].sort();
}
