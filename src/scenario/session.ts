import type { CaseWith, SessionDefinition } from './types';

/**
 * The values of one case with a session of its own: the role that plans it, settings that policies read, the types that
 * the driver sends for its parameters, a custom or a generic plan. What it leaves out is the query's, or else the
 * scenario's.
 *
 *     cases: { 'as sent by the driver': caseWith([draw.common('orders.id')], { types: ['numeric'] }) }
 */
export function caseWith<Values>(values: Values, session: SessionDefinition): CaseWith<Values> {
  return { kind: 'case', values, ...session };
}

/** Tells the values of a case with a session of its own from plain ones, whose builder may take a `values` too. */
export function isCaseWith(value: unknown): value is CaseWith<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'kind' in value && value.kind === 'case' && 'values' in value;
}

/** One session of those of a scenario, a query and a case: the later one goes before, settings one by one. */
export function mergeSessions(...sessions: readonly SessionDefinition[]): SessionDefinition {
  return sessions.reduce<SessionDefinition>((merged, session) => {
    const { role = merged.role, plan = merged.plan } = session;
    // Types say what a driver sends: the inner of both goes before.
    const sent = session.types !== undefined || session.driver !== undefined ? session : merged;
    const { types, driver } = sent;
    const set = { ...merged.set, ...session.set };
    return {
      ...(role === undefined ? {} : { role }),
      ...(plan === undefined ? {} : { plan }),
      ...(types === undefined ? {} : { types }),
      ...(driver === undefined || types !== undefined ? {} : { driver }),
      ...(Object.keys(set).length === 0 ? {} : { set }),
    };
  }, {});
}
