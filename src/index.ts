/** The public API; the only barrel. */
export type * from './scenario/types';
export type * from './model/definition';
export type * from './model/types';
export type * from './findings/types';
export * from './definitions';
export type { PlancliffConfig } from './config';

// What the command line is made of, for programs that run it themselves.
export { checkScenario, type CheckScenarioOptions } from './check/check-scenario';
export {
  sweepScenario,
  type SweepScenarioOptions,
  type SweepScenarioProgress,
  type SweptScenario,
} from './check/sweep-scenario';
export type { ScenarioResult } from './check/result';
export { engines } from './engine/engines';
export type { Engine, EngineContext, EngineProgress, World } from './engine/types';
export type { AccessPath, Plan, PlanFailure, PlanOutcome, Statement } from './plan/types';
export { startEmbedded, type StartOptions } from './postgres/embedded/start';
export type { Connection, Database, Server } from './postgres/types';
export type { Scales } from './scenario/scales';
export type { Change, Timeline, TimelinePoint, TimelineRange, Unplannable } from './timeline/types';
