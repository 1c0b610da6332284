/** What the relations of a database were last brought to: here alone is it decided whether one is as it should be. */
export interface Standing {
  /** The state of a relation; undefined where nothing is known of it. */
  of(relation: string): string | undefined;
  /** Does the work unless the relation is in this state. While the work runs, and after it failed, nothing is known. */
  bring(relation: string, state: string, work: () => Promise<void>): Promise<void>;
}

export function openStanding(): Standing {
  const states = new Map<string, string>();
  return {
    of: (relation) => states.get(relation),
    async bring(relation, state, work) {
      if (states.get(relation) === state) return;
      states.delete(relation);
      await work();
      states.set(relation, state);
    },
  };
}
