import type { AuditedStatement } from '../../src/audit/types';
import type { Finding } from '../../src/findings/types';

/** A statement of an audit, with defaults for what a test doesn't care about. */
export function statement(query: string, parts: Partial<AuditedStatement> = {}): AuditedStatement {
  return {
    source: 'shop',
    file: 'scenarios/shop.ts',
    line: 7,
    query,
    case: 'default',
    sql: 'select *\n  from orders where id = $1',
    plan: 'custom',
    cost: 10,
    rows: 1,
    shape: query,
    readings: [],
    ...parts,
  };
}

export function finding(query: string, parts: Partial<Finding> = {}): Finding {
  return {
    kind: 'no-index',
    scenario: 'shop',
    query,
    case: 'default',
    condition: 'fresh',
    severity: 'warning',
    why: 'The scan reads all rows.',
    advice: 'An audit tries no index.',
    ...parts,
  } as Finding;
}
