import type { DrawnValue } from '../model/draw';
import { isDrawnValue } from '../model/drawn-values';
import type { Settings } from '../plan/types';
import { settingText } from '../scenario/profiles';
import type { PlanMode, SessionDefinition } from '../scenario/types';

/** `plan_cache_mode` of each; `auto` is decided between the plans of all cases. */
export const planCacheModes: Readonly<Record<PlanMode, string>> = {
  custom: 'force_custom_plan',
  generic: 'force_generic_plan',
  auto: 'auto',
};

/** The settings of a case's session, its role among them: NULL becomes the empty text, as an unset setting reads. */
export function sessionSettings(
  { role, set = {}, plan }: SessionDefinition,
  drawn: (value: DrawnValue) => string | null,
): Settings {
  const own = Object.entries(set).map(([name, value]) => [
    name,
    isDrawnValue(value) ? (drawn(value) ?? '') : settingText(value),
  ]);
  return {
    ...(Object.fromEntries(own) as Settings),
    ...(plan === undefined ? {} : { plan_cache_mode: planCacheModes[plan] }),
    ...(role === undefined ? {} : { role }),
  };
}
