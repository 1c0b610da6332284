/** What a scenario's module is written with: the part of the library that loads fast, and asks for no server. */
export * from './model/distributions';
export { mixture, phases, type MixtureClass, type PhaseOfRows } from './model/choices';
export { heapOrder, type HeapOrderOptions } from './model/heap-order';
export { backlog, rows, share, type BacklogOptions } from './model/amount';
export {
  fixed,
  growingPartitions,
  perParent,
  power,
  ratio,
  saturating,
  type SaturatingOptions,
  upTo,
} from './model/growth';
export { skew } from './model/skew';
export { builtQuery, defineScenario } from './scenario/define';
export { draw } from './scenario/draw';
export { caseWith } from './scenario/session';
export { scenarioFrom } from './scenario/from-definition';
export { PlancliffError } from './errors';
