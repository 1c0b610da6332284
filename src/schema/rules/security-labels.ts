import { type AdaptRule, skipped } from './types';

/** A label needs its provider, a library that the server has loaded (ExecSecLabelStmt, seclabel.c). */
export const securityLabels: AdaptRule = {
  name: 'security-labels',
  adapt: ({ type }) => (type === 'SecLabelStmt' ? skipped('skipped security labels') : undefined),
};
