import type { Engine, EngineContext, World } from '../../engine/types';
import { candidateDdl } from './candidate-ddl';
import type { Candidate } from '../../trial/types';

/** Virtual tables with candidates in place. */
export interface CandidateWorlds {
  /** The scenario's own world for a candidate that leaves the schema as it is, else one with its statements. */
  of(candidate: Candidate): Promise<World>;
  close(): Promise<void>;
}

/** Worlds are opened when they are first needed and kept, since cases of one query get the same suggestions. */
export function candidateWorlds(
  engine: Engine,
  context: EngineContext,
  own: World,
): CandidateWorlds {
  const open = new Map<string, Promise<World>>();
  return {
    of(candidate) {
      const ddl = candidateDdl(candidate).join(';\n');
      if (ddl === '') return Promise.resolve(own);
      const { scenario } = context;
      const world =
        open.get(ddl) ??
        engine.open({
          ...context,
          scalesAtOnce: 1,
          scenario: { ...scenario, ddl: `${scenario.ddl}\n;\n${ddl};` },
        });
      open.set(ddl, world);
      return world;
    },
    async close() {
      for (const each of await Promise.allSettled(open.values())) {
        if (each.status === 'fulfilled') await each.value.close();
      }
    },
  };
}
