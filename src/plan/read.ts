import { estimates, readAccesses } from './access';
import { noFacts, type CatalogFacts } from './facts';
import { nodesOf, numberOf } from './nodes';
import { sameShape } from './same-shape';
import { accessSignature, signature } from './signature';
import type { AccessPath, ExplainDocument, Plan } from './types';

/** A plan that was read, and the way to read others of its statement sooner. */
export interface Reading {
  readonly plan: Plan;
  /** The plan of a document of the same shape; undefined for any other, which has to be read itself. */
  again(document: ExplainDocument): Plan | undefined;
}

/** Everything that is judged of a plan, read off its tree. */
export function readPlan(document: ExplainDocument, facts: CatalogFacts = noFacts): Plan {
  return reading(document, facts).plan;
}

/**
 * The same, kept for the next plan of the statement. Over a sweep most plans of a statement differ in estimates alone,
 * and to compare two trees takes a fifth of the time of reading one.
 */
export function reading(document: ExplainDocument, facts: CatalogFacts): Reading {
  const { paths, scans } = readAccesses(document, facts);
  let access: string | undefined;
  let shape: string | undefined;
  const planOf = (of: ExplainDocument, accesses: readonly AccessPath[]): Plan => ({
    document: of,
    cost: numberOf(of.root, 'Total Cost'),
    rows: numberOf(of.root, 'Plan Rows'),
    accesses,
    // When it is first asked for: it is the larger half of the work, and a sweep compares accesses alone.
    get signature() {
      return (shape ??= signature(document, facts));
    },
    get accessSignature() {
      return (access ??= accessSignature(paths, document.root));
    },
  });
  const nodes = nodesOf(document.root).map(({ node }) => node);
  const places = scans?.map(({ node, divisor }) => ({ place: nodes.indexOf(node), divisor }));
  return {
    plan: planOf(document, paths),
    again(other) {
      if (places === undefined || !sameShape(document.root, other.root)) return undefined;
      const others = nodesOf(other.root);
      const accesses = paths.map((path, i) => {
        const { place = 0, divisor = 1 } = places[i] ?? {};
        return { ...path, ...estimates(others[place]?.node ?? other.root, divisor) };
      });
      return planOf(other, accesses);
    },
  };
}
