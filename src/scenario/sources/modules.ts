import type { ScenarioSource } from './source';

/** Modules that may hold a scenario. Tests, type declarations and files that start with `_` or `.` do not. */
const scenarioModule = /^(?![._]).*(?<!\.d|\.test|\.spec)\.[mc]?[jt]s$/;

/** TypeScript and JavaScript. */
export const modules: ScenarioSource = {
  ending: /\.[mc]?[jt]s$/,
  isScenario: (name) => scenarioModule.test(name),
  load: (path, file, runModule) => runModule(path, file),
};
