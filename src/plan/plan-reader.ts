import type { FactStore } from './load-facts';
import { reading, type Reading } from './read';
import type { ExplainDocument, Plan } from './types';

/** Statements whose last shape is kept: more than the workload of any one scenario. */
const kept = 500;

/** Reads the plans of one session; one that has the shape of its statement's last is not read from the start. */
export function planReader(
  facts: FactStore,
): (sql: string, document: ExplainDocument) => Promise<Plan> {
  const last = new Map<string, Reading>();
  return async (sql, document) => {
    const known = last.get(sql)?.again(document);
    if (known !== undefined) return known;
    const made = reading(document, await facts.factsFor(document));
    if (last.size >= kept) last.clear();
    last.set(sql, made);
    return made.plan;
  };
}
