import type { CauseRule } from './subject';

/** The timeline is that of a condition with old statistics, and fresh ones lead to another plan. */
export const staleStatisticsCause: CauseRule = ({ condition }) =>
  condition?.stale === undefined
    ? []
    : [
        `In the condition ${condition.label} the statistics are those of a table ${condition.stale} times smaller.`,
      ];
