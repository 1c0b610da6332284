export const planModes = ['custom', 'generic', 'auto'] as const;

/**
 * Which plan of a prepared statement is looked at: `custom`, made for the values of a case; `generic`, for all values;
 * `auto`, the one that a server takes from the sixth execution on, by its own comparison of their costs.
 */
export type PlanMode = (typeof planModes)[number];
