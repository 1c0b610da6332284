import type { Engine, EngineContext, World } from '../engine/types';
import type { SampledPlans, SampledValue } from '../findings/evidence';
import type { Case } from '../scenario/types';
import type { Timeline, TimelinePoint } from '../timeline/types';
import { mapAtOnce } from '../trial/map-at-once';
import { decisiveValue } from './decisive-values';
import { samplePoints } from './sample-points';

/** Samples where a scenario says nothing of their number, for cases whose values are met seldom. */
export const usualSamples = 9;

/** Two keep two cores busy. */
const atOnce = 2;

/** Rows that ANALYZE reads for each unit of the statistics target (std_typanalyze, analyze.c). */
const rowsPerTarget = 300;

/** The target that is tried where samples differ, at least. */
const largerTarget = 1_000;

export interface UnderSamples {
  readonly engine: Engine;
  /** Of the fresh tables, and their world. */
  readonly context: EngineContext;
  readonly world: World;
  /** Of the scenario; where absent, the usual number for cases that chance may decide. */
  readonly samples: number | undefined;
}

interface Asked {
  readonly timeline: Timeline;
  readonly point: TimelinePoint;
  readonly value: SampledValue | undefined;
}

/**
 * Plans cases under samples as ANALYZE may draw them by chance, each the same on every run, at the row counts in question.
 * Where some of them lead to another access, the same is done under a larger statistics target.
 */
export async function planUnderSamples(
  { engine, context, world, samples }: UnderSamples,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<readonly SampledPlans[]> {
  if (samples === 0 || !engine.visitsAreCheap) return [];
  const target = Number(context.settings['default_statistics_target'] ?? 100);
  const asked = await askedOf(timelines, async (timeline, point) => {
    if (!cases.some(({ query, label }) => query === timeline.query && label === timeline.case))
      return undefined;
    const value = await decisiveValue(world, context.model, point, rowsPerTarget * target);
    return value === undefined && samples === undefined ? undefined : { timeline, point, value };
  });
  if (asked.length === 0) return [];
  const count = samples ?? usualSamples;
  const found = await underSamples({ engine, context }, asked, count);
  const differing = asked.filter((_, k) => found[k]?.some((plan) => plan !== undefined));
  const raised = Math.max(largerTarget, 10 * target);
  const better =
    differing.length === 0 || raised > 10_000
      ? []
      : await underSamples(
          {
            engine,
            context: {
              ...context,
              settings: { ...context.settings, default_statistics_target: String(raised) },
            },
          },
          differing,
          count,
        );
  return asked.flatMap(({ timeline, point, value }, k): readonly SampledPlans[] => {
    const others = (found[k] ?? []).filter((plan) => plan !== undefined);
    const [other] = mostCommon(others);
    if (other === undefined) return [];
    const left = better[differing.findIndex((each) => each.point === point)];
    return [
      {
        query: timeline.query,
        case: timeline.case,
        condition: timeline.condition,
        scale: point.scale,
        samples: count,
        differing: others.length,
        chosen: point,
        other: { ...point, plan: other },
        ...(value === undefined ? {} : { value }),
        ...(left === undefined
          ? {}
          : {
              raised: {
                target: raised,
                differing: left.filter((plan) => plan !== undefined).length,
              },
            }),
      },
    ];
  });
}

async function askedOf(
  timelines: readonly Timeline[],
  ask: (timeline: Timeline, point: TimelinePoint) => Promise<Asked | undefined>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const timeline of timelines) {
    for (const point of samplePoints(timeline)) {
      const each = await ask(timeline, point);
      if (each !== undefined) asked.push(each);
    }
  }
  return asked;
}

type Plan = TimelinePoint['plan'];

/** For each that is asked, the plan of each sample where it reads by another access; undefined where it does not. */
async function underSamples(
  { engine, context }: Pick<UnderSamples, 'engine' | 'context'>,
  asked: readonly Asked[],
  count: number,
): Promise<readonly (readonly (Plan | undefined)[])[]> {
  const scales = [...new Set(asked.map(({ point }) => point.scale))].sort((a, b) => a - b);
  const numbers = Array.from({ length: count }, (_, k) => k + 1);
  const bySample = await mapAtOnce(numbers, atOnce, async (luck) => {
    const world = await engine.open({ ...context, luck, scalesAtOnce: 1 });
    try {
      const plans = new Map<TimelinePoint, Plan | undefined>();
      for (const scale of scales) {
        const own = asked.filter(({ point }) => point.scale === scale);
        const outcomes = await world.planAt(
          scale,
          own.map(({ point }) => point.statement),
        );
        own.forEach(({ point }, k) => {
          const outcome = outcomes[k];
          const isOther =
            outcome?.ok === true && outcome.plan.accessSignature !== point.plan.accessSignature;
          plans.set(point, isOther ? outcome.plan : undefined);
        });
      }
      return plans;
    } finally {
      await world.close();
    }
  });
  return asked.map(({ point }) => bySample.map((plans) => plans.get(point)));
}

/** Plans by how many samples lead to their access, the most common first. */
function mostCommon(plans: readonly Plan[]): readonly Plan[] {
  const counts = new Map<string, number>();
  for (const { accessSignature } of plans)
    counts.set(accessSignature, (counts.get(accessSignature) ?? 0) + 1);
  return plans.toSorted(
    (a, b) => (counts.get(b.accessSignature) ?? 0) - (counts.get(a.accessSignature) ?? 0),
  );
}
