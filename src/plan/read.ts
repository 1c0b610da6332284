import { accessPaths } from './access';
import { noFacts, type CatalogFacts } from './facts';
import { accessSignature, signature } from './signature';
import type { ExplainDocument, Json, Plan } from './types';

/**
 * Everything that is judged of a plan, read off its tree. The signature is worked out when it is first asked for: it is
 * the larger half of the work, and a sweep compares accesses alone.
 */
export function readPlan(document: ExplainDocument, facts: CatalogFacts = noFacts): Plan {
  const accesses = accessPaths(document, facts);
  let shape: string | undefined;
  return {
    document,
    cost: numberOf(document.root.properties['Total Cost']),
    rows: numberOf(document.root.properties['Plan Rows']),
    accesses,
    get signature() {
      return (shape ??= signature(document, facts));
    },
    accessSignature: accessSignature(accesses),
  };
}

const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
