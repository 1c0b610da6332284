import type { EngineName } from './names';
import { seedEngine } from './seed/engine';
import type { Engine } from './types';
import { virtualEngine } from './virtual/engine';

/** The engines of the command line, by name. */
export const engines: Readonly<Record<EngineName, Engine>> = {
  virtual: virtualEngine,
  seed: seedEngine,
};
