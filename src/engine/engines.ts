import { seedEngine } from './seed/engine';
import type { Engine } from './types';
import { virtualEngine } from './virtual/engine';

/** The engines of the command line by their names, the default first. */
export const engines = {
  virtual: virtualEngine,
  seed: seedEngine,
} as const satisfies Readonly<Record<string, Engine>>;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as [EngineName, ...EngineName[]];
