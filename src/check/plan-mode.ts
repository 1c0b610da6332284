import type { Statement } from '../plan/types';

/** The statement under this `plan_cache_mode`. */
export const withPlanMode = (statement: Statement, mode: string): Statement => ({
  ...statement,
  settings: { ...statement.settings, plan_cache_mode: mode },
});
