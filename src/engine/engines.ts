import { seedEngine } from './seed/engine';
import { twinEngine } from './twin/engine';
import type { Engine } from './types';
import { virtualEngine } from './virtual/engine';

/** The engines of the command line by their names, the default first. */
export const engines = {
  virtual: virtualEngine,
  seed: seedEngine,
  twin: twinEngine,
} as const satisfies Readonly<Record<string, Engine>>;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as [EngineName, ...EngineName[]];

/** Those that bring the tables of a data model to a row count; a twin has no other engine. */
export const modelEngines = ['virtual', 'seed'] as const satisfies readonly EngineName[];
