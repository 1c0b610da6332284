import { type AdaptRule, skipped } from './types';

/** They would fire on the statements with which plancliff makes its tables. */
export const eventTriggers: AdaptRule = {
  name: 'event-triggers',
  adapt({ type, tree }) {
    const own = type === 'CreateEventTrigStmt' || type === 'AlterEventTrigStmt';
    return own || (tree['objectType'] ?? tree['objtype']) === 'OBJECT_EVENT_TRIGGER'
      ? skipped('skipped event triggers')
      : undefined;
  },
};
