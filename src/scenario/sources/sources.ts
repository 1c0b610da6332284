import { modules } from './modules';
import { twins } from './twins';
import type { ScenarioSource } from './source';

/** What scenarios come from. A file of no known ending, given by its path, is taken for a module. */
export const sources: readonly ScenarioSource[] = [modules, twins];

/** The source of a file, by its ending. */
export function sourceOf(path: string): ScenarioSource {
  return sources.find(({ ending }) => ending.test(path)) ?? modules;
}
