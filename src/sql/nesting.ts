/**
 * Levels of a tree that functions which call themselves walk for sure: some 750 terms of a sum. Node's stack of 984 kB
 * holds some 3,500 levels before these functions are compiled, and more only afterwards.
 */
export const deepest = 1_500;

/** What to say of a text whose tree nobody can walk. PostgreSQL itself ends at max_stack_depth. */
export const nestsTooDeep = `its expressions nest deeper than plancliff reads (${deepest} levels of the parse tree)`;

/** Whether a tree of objects and arrays has more levels than that. Walks it without calling itself. */
export function isTooDeep(tree: unknown): boolean {
  let level: readonly unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
