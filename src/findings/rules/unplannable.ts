import { formatRows } from '../../text/row-count';
import type { Unplannable } from '../../timeline/types';
import { findingInfo } from '../catalogue';
import type { Finding } from '../types';

/** A case that the server refuses to plan, in the server's own words, or that plancliff keeps from it. */
export function unplannable(entry: Unplannable): Finding {
  const { failure } = entry;
  const where = failure.position === undefined ? '' : ` at character ${failure.position}`;
  const detail = failure.detail === undefined ? '' : ` (${failure.detail})`;
  // What never reached the server has no code of its.
  const [who, message] =
    failure.sqlState === undefined
      ? ['Kept from the server', failure.message.replace(/^refused: /, '')]
      : [`At ${formatRows(entry.scale)} rows the server says`, failure.message];
  return {
    kind: 'unplannable',
    scenario: entry.scenario,
    query: entry.query,
    case: entry.case,
    condition: entry.condition,
    severity: findingInfo.unplannable.level,
    at: entry.scale,
    why: `${who}: ${message}${detail}${where}.`,
    advice: failure.hint ?? 'Correct the statement or the schema; the other queries were judged.',
    failure,
  };
}
