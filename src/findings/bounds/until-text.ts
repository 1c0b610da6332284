import type { EarlyStop } from '../../plan/early-stops';

/** What ends a read before all of it is read, to follow a clause: `until the LIMIT is reached`. */
export function untilText({ by }: Pick<EarlyStop, 'by'>): string {
  return {
    LIMIT: 'until the LIMIT is reached',
    'MIN or MAX': 'until the first row of the MIN or MAX',
    EXISTS: 'until the first match of EXISTS',
  }[by];
}
