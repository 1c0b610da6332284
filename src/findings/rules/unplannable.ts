import { formatRows } from '../../timeline/row-count';
import type { Unplannable } from '../../timeline/types';
import { findingInfo } from '../catalogue';
import type { Finding } from '../types';

/** A case that the server refuses to plan, in the server's own words. */
export function unplannable(entry: Unplannable): Finding {
  const { failure } = entry;
  const where = failure.position === undefined ? '' : ` at character ${failure.position}`;
  const detail = failure.detail === undefined ? '' : ` (${failure.detail})`;
  return {
    kind: 'unplannable',
    scenario: entry.scenario,
    query: entry.query,
    case: entry.case,
    condition: entry.condition,
    severity: findingInfo.unplannable.level,
    at: entry.scale,
    why: `At ${formatRows(entry.scale)} rows the server says: ${failure.message}${detail}${where}.`,
    advice: failure.hint ?? 'Correct the statement or the schema; the other queries were judged.',
    failure,
  };
}
