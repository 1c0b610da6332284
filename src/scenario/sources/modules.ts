import { PlancliffError } from '../../errors';
import type { ScenarioSource } from './source';

/** Modules that may hold a scenario. Tests, type declarations and files that start with `_` or `.` do not. */
const scenarioModule = /^(?![._]).*(?<!\.d|\.test|\.spec)\.[mc]?[jt]s$/;

/** TypeScript and JavaScript. */
export const modules: ScenarioSource = {
  ending: /\.[mc]?[jt]s$/,
  isScenario: (name) => scenarioModule.test(name),
  async load(path, file, runModule) {
    if (/\.sql$/i.test(path)) throw notSql(file);
    return runModule(path, file);
  },
};

/** `check scenarios/*` names the schemas too that lie beside the scenarios. */
function notSql(file: string): PlancliffError {
  return new PlancliffError('scenario', {
    message: `${file} is SQL, not a scenario`,
    hint: 'Name it in a scenario: `schema: { file }`; or give it to `plancliff scan`.',
  });
}
