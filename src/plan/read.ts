import { accessPaths } from './access';
import { noFacts, type CatalogFacts } from './facts';
import { accessSignature, signature } from './signature';
import type { ExplainDocument, Json, Plan } from './types';

/** Everything that is judged of a plan, read off its tree. */
export function readPlan(document: ExplainDocument, facts: CatalogFacts = noFacts): Plan {
  const accesses = accessPaths(document, facts);
  return {
    document,
    cost: numberOf(document.root.properties['Total Cost']),
    rows: numberOf(document.root.properties['Plan Rows']),
    accesses,
    signature: signature(document, facts),
    accessSignature: accessSignature(accesses),
  };
}

const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
