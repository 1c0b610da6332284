import { counted } from '../../text/figures';
import { printable } from '../../text/wrap';
import { nameOf } from '../names';
import type { ProvenStatement } from './prove';

/** How many statements plan as on the server, on a twin with the values and on one with surrogates, and which do not. */
export function lossText(statements: readonly ProvenStatement[]): readonly string[] {
  if (statements.length === 0) {
    return [
      'No statement was compared: pg_stat_statements is not installed, or has counted nothing.',
    ];
  }
  const asOnServer = (of: 'plain' | 'redacted'): number =>
    statements.filter(({ [of]: agreement }) => agreement === 'identical').length;
  const otherPlan = statements.filter(({ redacted }) => redacted === undefined || redacted === 'different' || redacted === 'same access'); // prettier-ignore
  const changed = statements.filter(({ difference }) => difference !== undefined);
  const total = counted(statements.length, 'plan');
  const others = otherPlan.length === 0 ? 'None' : String(otherPlan.length);
  return [
    `With these values ${asOnServer('redacted')} of ${total} of the workload are as on the server, every cost included; with the real ones ${asOnServer('plain')}. ${others} ${otherPlan.length > 1 ? 'have' : 'has'} another shape.`,
    ...changed
      .slice(0, mostShown)
      .map((each) => `~ ${nameOf(each)}: ${each.redacted ?? 'not planned'}; ${printable(each.difference ?? '')}`), // prettier-ignore
    ...(changed.length > mostShown ? [`and ${changed.length - mostShown} other`] : []),
  ];
}

const mostShown = 10;
