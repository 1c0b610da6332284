import type { AccessPath, Plan } from '../plan/types';

/** From this multiple of the original's cost on, a variant counts as another plan, whatever indexes it uses. */
const dearer = 100;

/**
 * Whether the plan of a variant gave up what that of the original has: an index that bounds the read of a relation, or a
 * cost of the same order. False where the original reads without an index: that says nothing of the way of writing.
 */
export function losesIndex(original: Plan, variant: Plan): boolean {
  if (
    !original.accesses.some(isBounded) &&
    original.accesses.some(({ method }) => method === 'seq')
  )
    return false;
  const lost = original.accesses.filter(isBounded).some((before) => {
    const after = variant.accesses.filter(
      ({ relation, schema }) => relation === before.relation && schema === before.schema,
    );
    return after.length > 0 && !after.every(isBounded);
  });
  return lost || variant.cost >= dearer * original.cost;
}

const isBounded = ({ indexes, conditions }: AccessPath): boolean =>
  indexes.length > 0 && conditions.length > 0;
