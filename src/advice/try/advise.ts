import type { Engine, EngineContext, World } from '../../engine/types';
import type { MeasuredCase } from '../../findings/evidence';
import type { Catalog } from '../../postgres/catalog/types';
import type { Case } from '../../scenario/types';
import type { Timeline } from '../../timeline/types';
import { mapAtOnce } from '../../trial/map-at-once';
import type { Trial } from '../../trial/open-trial';
import { suggestions } from '../suggest';
import type { Subject, Tried } from '../types';
import { chooseSubjects } from './choose-subjects';
import { distinctCounts } from './distinct-counts';
import { distinctFigures } from './distinct-figures';
import { extensionsOf, situationOf } from './situation-of';
import { subjectsOf } from './subjects';
import { trySuggestion } from './try-suggestion';
import { candidateWorlds } from './worlds';

/**
 * Suggestions that are tried for one subject. Each costs a run at the largest size, and a virtual database where that shows
 * a gain; few subjects have as many.
 */
const mostTried = 12;

export interface Advising {
  readonly engine: Engine;
  readonly context: EngineContext;
  /** The virtual tables of the fresh condition. */
  readonly world: World;
  readonly trial: Trial;
  readonly catalog: Catalog;
  /** Cases for which suggestions are tried at most; `mostSubjects` where absent. */
  readonly most?: number;
}

export interface Advice {
  readonly tried: readonly Tried[];
  readonly passedOver: readonly {
    readonly query: string;
    readonly label: string;
    readonly why: 'allowed' | 'less work';
  }[];
}

/**
 * Tries suggestions for the plans that do most work beyond what their results need (`chooseSubjects`), the likeliest
 * suggestion first, until one helps. Names the cases for which nothing was tried because others do more work.
 *
 * @throws PlancliffError where the server is gone or the run is interrupted
 */
export async function advise(
  { engine, context, world, trial, catalog, most }: Advising,
  cases: readonly Case[],
  timelines: readonly Timeline[],
  measured: readonly MeasuredCase[],
): Promise<Advice> {
  const fresh = timelines.filter(({ condition }) => condition === context.condition.label);
  const every = subjectsOf(cases, fresh, measured);
  const subjects = chooseSubjects(every, context.scenario, most);
  const open = chooseSubjects(every, context.scenario, every.length);
  const passedOver = every
    .filter((each) => !subjects.includes(each))
    .map((each) => ({
      query: each.of.query,
      label: each.of.label,
      why: open.includes(each) ? ('less work' as const) : ('allowed' as const),
    }));
  if (subjects.length === 0 || trial.sizes.length === 0) return { tried: [], passedOver };
  const extensions = await extensionsOf(context.scenario.ddl);
  const counts = distinctCounts(trial);
  const worlds = candidateWorlds(engine, context, world, subjects.length);
  try {
    // All at once: they meet where they ask for virtual tables, and take turns on the loaded ones.
    const tried = await mapAtOnce(subjects, subjects.length, async (subject) => {
      try {
        const distinct = await distinctFigures({ trial, counts, world, catalog }, subject);
        const { settings } = world;
        const situation = await situationOf(subject, { catalog, settings, extensions, distinct });
        return await tryInOrder({ trial, worlds }, subject, await suggestions(situation));
      } finally {
        worlds.leave();
      }
    });
    return { tried: tried.flat(), passedOver };
  } finally {
    await worlds.close();
  }
}

async function tryInOrder(
  where: Parameters<typeof trySuggestion>[0],
  subject: Subject,
  all: Awaited<ReturnType<typeof suggestions>>,
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const suggestion of all.slice(0, mostTried)) {
    const one = await trySuggestion(where, subject, suggestion);
    tried.push(one);
    if (one.outcome === 'helps') break;
  }
  return tried;
}
