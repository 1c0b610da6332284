/** The public API; the only barrel. */
export type * from './scenario/types';
export type * from './model/types';
export type * from './findings/types';
export * from './model/distributions';
export { fixed, growingPartitions, perParent, ratio } from './model/growth';
export { skew } from './model/skew';
export { builtQuery, defineScenario } from './scenario/define';
export { draw } from './scenario/draw';
export { PlancliffError } from './errors';
export type { PlancliffConfig } from './config';
