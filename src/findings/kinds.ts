/** What a finding is worth. `off` is a level of rules only: such a finding is not made. */
export type Severity = 'error' | 'warning' | 'info';
export type Level = Severity | 'off';

export const findingKinds = [
  'index-lost',
  'index-never-used',
  'index-demoted',
  'index-swapped',
  'index-only-lost',
  'no-index',
  'work-outgrows-result',
  'early-stop',
  'condition-differs',
  'plan-depends-on-sample',
  'sort-spills',
  'hash-spills',
  'parallel-starts',
  'join-method-changed',
  'expectation-broken',
  'expectation-unchecked',
  'cliff-appeared',
  'cliff-moved-earlier',
  'cliff-moved-later',
  'cliff-gone',
  'plan-changed',
  'incomparable',
  'unplannable',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];
