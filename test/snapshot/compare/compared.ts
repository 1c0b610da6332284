import { compareSnapshot } from '../../../src/snapshot/compare/compare';
import { entry, snapshot, type Drawn } from '../../helpers/entries';

export const index = 'Index Scan Backward orders_created_at_idx (o): filter status';
export const seq = 'Seq Scan (o)';
export const other = 'Index Scan customers_pkey (c): on id';

export function compared(accepted: Drawn, current: Drawn, tolerance?: number) {
  return compareSnapshot(
    snapshot([entry('orders', accepted)]),
    snapshot([entry('orders', current)]),
    tolerance === undefined ? {} : { tolerance },
  );
}

/** Kind, severity and the two row counts of each finding. */
export function found(accepted: Drawn, current: Drawn, tolerance?: number) {
  return compared(accepted, current, tolerance).findings.map((finding) => [
    finding.kind,
    finding.severity,
    'accepted' in finding ? finding.accepted : undefined,
    'now' in finding ? finding.now : undefined,
  ]);
}
