import type { Engine, EngineContext, World } from '../../engine/types';
import type { MeasuredCase, PassedOver } from '../../findings/evidence';
import type { Catalog } from '../../postgres/catalog/types';
import type { Case } from '../../scenario/types';
import type { Timeline } from '../../timeline/types';
import { mapAtOnce } from '../../trial/map-at-once';
import type { Trial } from '../../trial/open-trial';
import { atOnce } from '../../trial/options';
import { suggestions } from '../suggest';
import { rewriteWithIndex } from '../suggest/rewrite-with-index';
import type { Situation } from '../situation';
import type { Subject, Suggestion, Tried } from '../types';
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

/** Texts that are tried together with an index, after everything else. */
const mostTogether = 2;

export interface Advising {
  readonly engine: Engine;
  readonly context: EngineContext;
  /** The virtual tables of the fresh condition. */
  readonly world: World;
  readonly trial: Trial;
  readonly catalog: Catalog;
  /** Cases of which a finding may print advice; all of them where absent. */
  readonly isFindable?: ((of: Case) => boolean) | undefined;
  /** Cases all of whose findings the snapshot accepts. */
  readonly isAccepted?: ((of: Case) => boolean) | undefined;
}

export interface Advice {
  readonly tried: readonly Tried[];
  readonly passedOver: readonly PassedOverCase[];
}

interface PassedOverCase {
  readonly query: string;
  readonly label: string;
  readonly why: PassedOver;
}

/**
 * Tries suggestions for one case of each query whose plan does far more work than its result needs (`chooseSubjects`), the
 * likeliest suggestion first, until one helps; and what helped that case, or what the planner did not take for it, for the
 * other cases of its query. Names the cases for which nothing was tried, and why.
 *
 * @throws PlancliffError where the server is gone or the run is interrupted
 */
export async function advise(
  { engine, context, world, trial, catalog, isAccepted, isFindable }: Advising,
  cases: readonly Case[],
  timelines: readonly Timeline[],
  measured: readonly MeasuredCase[],
): Promise<Advice> {
  const fresh = timelines.filter(({ condition }) => condition === context.condition.label);
  const { leading, following, allowed, accepted, left } = chooseSubjects(
    subjectsOf(cases, fresh, measured).filter(({ of }) => isFindable?.(of) ?? true),
    context.scenario,
    isAccepted,
  );
  const passedOver = [
    ...allowed.map((subject) => passed(subject, { kind: 'allowed' })),
    ...accepted.map((subject) => passed(subject, { kind: 'accepted' })),
    ...left.map((subject) => passed(subject, { kind: 'less work' })),
  ];
  if (leading.length === 0 || trial.sizes.length === 0) return { tried: [], passedOver };
  const extensions = await extensionsOf(context.scenario.ddl);
  const counts = distinctCounts(trial);
  const worlds = candidateWorlds(engine, context, world, leading.length);
  try {
    // All at once: they meet where they ask for virtual tables, and take turns on the loaded ones.
    const tried = await mapAtOnce(leading, leading.length, async (subject) => {
      try {
        const distinct = await distinctFigures({ trial, counts, world, catalog }, subject);
        const { settings } = world;
        const situation = await situationOf(subject, { catalog, settings, extensions, distinct });
        const alone = await tryInOrder({ trial, worlds }, subject, await suggestions(situation));
        return await tryTogether({ trial, worlds }, subject, alone, situation);
      } finally {
        worlds.leave();
      }
    });
    const without = leading.filter((_, i) => tried[i]?.length === 0);
    const others = await mapAtOnce(following, atOnce, async ({ subject, leader }) => {
      const ofLeader = tried[leading.indexOf(leader)] ?? [];
      const own = await tryInOrder({ trial, worlds }, subject, forOthers(ofLeader));
      if (helped(ofLeader) ? own.length > 0 : helped(own)) return { tried: own, passedOver: [] };
      const texts = ofLeader.map(({ text }) => text);
      const why: PassedOver =
        texts.length === 0
          ? { kind: 'no suggestion' }
          : { kind: 'same query', leader: leader.of.label, texts };
      return { tried: [], passedOver: [passed(subject, why)] };
    });
    return {
      tried: [...tried.flat(), ...others.flatMap((each) => each.tried)],
      passedOver: [
        ...passedOver,
        ...without.map((subject) => passed(subject, { kind: 'no suggestion' })),
        ...others.flatMap((each) => each.passedOver),
      ],
    };
  } finally {
    await worlds.close();
  }
}

const helped = (tried: readonly Tried[]): boolean =>
  tried.some(({ outcome }) => outcome === 'helps');

/** What is tried for the other cases of a query: what helped, or else what the planner does not take for these values alone. */
export function forOthers(tried: readonly Tried[]): readonly Suggestion[] {
  const wanted = helped(tried) ? 'helps' : 'not-taken';
  return tried.filter(({ outcome }) => outcome === wanted).map(({ suggestion }) => suggestion);
}

const passed = ({ of }: Subject, why: PassedOver): PassedOverCase => ({
  query: of.query,
  label: of.label,
  why,
});

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

/** Texts that were no gain alone, each with an index for it, where nothing else helped. */
async function tryTogether(
  where: Parameters<typeof trySuggestion>[0],
  subject: Subject,
  alone: readonly Tried[],
  situation: Situation,
): Promise<readonly Tried[]> {
  if (alone.some(({ outcome }) => outcome === 'helps')) return alone;
  const pairs: Suggestion[] = [];
  for (const { suggestion, outcome, trial } of alone) {
    const run = trial.runs.findLast((each) => each.outcome === 'measured');
    if (run === undefined || outcome === 'other-result' || outcome === 'worse-elsewhere') continue;
    pairs.push(...(await rewriteWithIndex(suggestion, run, situation)).slice(0, 1));
  }
  return [...alone, ...(await tryInOrder(where, subject, pairs.slice(0, mostTogether)))];
}
