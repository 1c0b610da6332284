import type { Scenario } from '../types';

/** Loads one file. @param file the path as messages name it */
export type LoadFile = (path: string, file: string) => Promise<Scenario>;

/** A kind of file that scenarios come from. */
export interface ScenarioSource {
  /** Ending of its files: an argument with it is a path, not a scenario's name. */
  readonly ending: RegExp;
  /** Whether a file of the scenario folder is one, by its name. */
  isScenario(name: string): boolean;
  /**
   * @param runModule runs a module as the command line does, in a process of its own
   * @throws PlancliffError `scenario`
   */
  load(path: string, file: string, runModule: LoadFile): Promise<Scenario>;
}
