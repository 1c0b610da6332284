import type { Engine, EngineContext, World } from '../../engine/types';
import type { Candidate } from '../../trial/types';
import { candidateDdl } from './candidate-ddl';
import { gather } from './gather';
import { shareWorlds, type Wanted } from './share-worlds';

/** Virtual tables with candidates in place. */
export interface CandidateWorlds {
  /**
   * The scenario's own world for a candidate that leaves the schema as it is, else one in which no other candidate is
   * seen. Waits until every subject that is under way asks for one.
   *
   * @param indexes names of the indexes that the candidate creates
   */
  of(candidate: Candidate, indexes: readonly string[]): Promise<World>;
  /** To be called when one of the subjects is done. */
  leave(): void;
  close(): Promise<void>;
}

/**
 * Worlds are kept, since cases of one query get the same suggestions. To open one and to bring its tables to a row count
 * takes far longer than a plan does: candidates that are asked for together share one.
 */
export function candidateWorlds(
  engine: Engine,
  context: EngineContext,
  own: World,
  subjects: number,
): CandidateWorlds {
  const opened: Promise<World>[] = [];
  const known = new Map<string, Promise<World>>();
  const open = (ddl: readonly string[]): Promise<World> => {
    const { scenario } = context;
    const world = engine.open({
      ...context,
      scalesAtOnce: 1,
      scenario: { ...scenario, ddl: `${scenario.ddl}\n;\n${ddl.join(';\n')};` },
    });
    opened.push(world);
    return world;
  };
  const together = gather<Wanted, World>(subjects, (wanted) => {
    const fresh = new Map(wanted.filter(({ key }) => !known.has(key)).map((of) => [of.key, of]));
    shareWorlds([...fresh.values()], open).forEach((world, key) => known.set(key, world));
    return wanted.map(({ key }) => known.get(key) as Promise<World>);
  });
  return {
    of(candidate, indexes) {
      const ddl = candidateDdl(candidate);
      if (ddl.length === 0) return Promise.resolve(own);
      const key = ddl.join(';\n');
      const hidden = ddl.length === candidate.ddl?.length && ddl.every(isIndex);
      return known.get(key) ?? together.ask({ key, ddl, indexes: hidden ? indexes : undefined });
    },
    leave: () => together.leave(),
    async close() {
      for (const each of await Promise.allSettled(opened)) {
        if (each.status === 'fulfilled') await each.value.close();
      }
    },
  };
}

const isIndex = (statement: string): boolean => /^\s*create\s+(unique\s+)?index\b/i.test(statement);
