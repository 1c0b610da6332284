import type { World } from '../../engine/types';
import { PlancliffError } from '../../errors';

/** A world that is asked for. */
export interface Wanted {
  readonly key: string;
  readonly ddl: readonly string[];
  /** The indexes that the statements create, where they create nothing else: others can then be hidden beside them. */
  readonly indexes: readonly string[] | undefined;
}

type Open = (ddl: readonly string[]) => Promise<World>;

/**
 * Worlds for what is wanted, by key: one for all candidates that are indexes of different names, each of which sees its
 * own alone, and one for each other candidate. Where one of the indexes cannot be created each gets a world of its own.
 */
export function shareWorlds(
  wanted: readonly Wanted[],
  open: Open,
): ReadonlyMap<string, Promise<World>> {
  const worlds = new Map<string, Promise<World>>();
  for (const group of groupsOf(wanted)) {
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) {
      worlds.set(only.key, open(only.ddl));
      continue;
    }
    const shared = open(group.flatMap(({ ddl }) => ddl));
    const candidates = group.flatMap(({ indexes = [] }) => indexes);
    for (const { key, ddl, indexes = [] } of group) {
      worlds.set(
        key,
        shared.then(
          (world) => withIndexes(world, candidates, indexes) ?? open(ddl),
          (error: unknown) => {
            if (!(error instanceof PlancliffError)) throw error;
            return open(ddl);
          },
        ),
      );
    }
  }
  return worlds;
}

/** In the order of the candidates. Indexes of the same name are kept in different groups: only the name tells which to hide. */
function groupsOf(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const groups: Wanted[][] = [];
  for (const each of wanted) {
    const { indexes = [] } = each;
    const isApart = ({ indexes: names = [] }: Wanted): boolean =>
      names.length > 0 && names.every((name) => !indexes.includes(name));
    const group = indexes.length === 0 ? undefined : groups.find((others) => others.every(isApart));
    if (group === undefined) groups.push([each]);
    else group.push(each);
  }
  return groups;
}

/** The world with one candidate's indexes to be seen; undefined where its engine hides none. */
function withIndexes(
  world: World,
  candidates: readonly string[],
  seen: readonly string[],
): World | undefined {
  if (world.replanWithout === undefined) return undefined;
  const hidden = candidates.filter((name) => !seen.includes(name));
  return {
    ...world,
    async replan(scale, statement, settings) {
      const outcome = await world.replanWithout?.(hidden, { scale, statement, settings });
      return outcome ?? world.replan(scale, statement, settings);
    },
  };
}
