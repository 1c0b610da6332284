import { accessSignature } from '../../src/plan/signature';
import type { AccessPath, Plan, PlanOutcome } from '../../src/plan/types';
import type { Case } from '../../src/scenario/types';

/** One access of a made-up plan, with defaults for what a test doesn't care about. */
export function access(parts: Partial<AccessPath> = {}): AccessPath {
  return {
    occurrence: 'o#1/public.orders@main',
    alias: 'o',
    schema: 'public',
    relation: 'orders',
    method: 'seq',
    indexes: [],
    conditions: [],
    filters: [],
    partitions: 1,
    rows: 1,
    cost: 1,
    ...parts,
  };
}

/** A made-up plan whose access signature says what its accesses say. */
export function plan(parts: Partial<Plan> = {}): Plan {
  const accesses = parts.accesses ?? [access()];
  const signature = accessSignature(accesses);
  return {
    document: { root: { type: 'Result', properties: {}, children: [] }, rest: {} },
    cost: 1,
    rows: 1,
    accesses,
    signature: parts.accessSignature ?? signature,
    accessSignature: signature,
    ...parts,
  };
}

export function planned(of: Plan): PlanOutcome {
  return { ok: true, plan: of, statement: { sql: 'select 1', parameters: [] } };
}

export function makeCase(id: string): Case {
  const [query = id, label = 'default'] = id.split(' / ');
  return { id, query, label, values: [] };
}
