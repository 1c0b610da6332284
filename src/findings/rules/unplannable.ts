import { rowsText } from '../../text/figures';
import type { Unplannable } from '../../timeline/types';
import { findingInfo } from '../catalogue';
import type { Finding } from '../types';

/** A case that the server refuses to plan, in the server's own words, or that plancliff refuses to send. */
export function unplannable(entry: Unplannable): Finding {
  const { failure } = entry;
  const where = failure.position === undefined ? '' : ` at character ${failure.position}`;
  const detail = failure.detail === undefined ? '' : ` (${failure.detail})`;
  // A statement that plancliff refuses never reaches the server, and has no error code.
  const [who, message] =
    failure.sqlState === undefined
      ? [
          'plancliff did not send the statement to the server',
          failure.message.replace(/^refused: /, ''),
        ]
      : [`With ${rowsText(entry.scale)} the server reports`, failure.message];
  return {
    kind: 'unplannable',
    scenario: entry.scenario,
    query: entry.query,
    case: entry.case,
    condition: entry.condition,
    severity: findingInfo.unplannable.level,
    at: entry.scale,
    why: `${who}: ${message}${detail}${where}.`,
    advice:
      failure.hint ?? 'Correct the statement or the schema. plancliff checked the other queries.',
    failure,
  };
}
