import type { Engine, EngineContext, World } from '../engine/types';
import type { SampledPlans, SampledValue } from '../findings/evidence';
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

/** No target is higher (guc_tables.c). */
const highestTarget = 10_000;

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
  timelines: readonly Timeline[],
): Promise<readonly SampledPlans[]> {
  if (samples === 0 || !engine.visitsAreCheap) return [];
  const target = Number(context.settings['default_statistics_target'] ?? 100);
  const points = await withValues(timelines, (point) =>
    decisiveValue(world, context.model, point, rowsPerTarget * target),
  );
  const asked = points.filter(({ value }) => value !== undefined || samples !== undefined);
  if (asked.length === 0) return [];
  const count = samples ?? usualSamples;
  const found = await underSamples({ engine, context }, asked, count);
  const differing = asked.filter(({ point }) => differingAt(found, point).length > 0);
  const raised = Math.max(largerTarget, 10 * target);
  const better =
    differing.length === 0 || raised > highestTarget
      ? undefined
      : await underSamples({ engine, context: withTarget(context, raised) }, differing, count);
  return differing.flatMap(({ timeline, point, value }): readonly SampledPlans[] => {
    const others = differingAt(found, point);
    const [other] = mostCommon(others);
    if (other === undefined) return [];
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
        ...(better === undefined
          ? {}
          : { raised: { target: raised, differing: differingAt(better, point).length } }),
      },
    ];
  });
}

const withTarget = (context: EngineContext, target: number): EngineContext => ({
  ...context,
  settings: { ...context.settings, default_statistics_target: String(target) },
});

/** The points of timelines that are in question, in their order, each with the value that chance decides about. */
async function withValues(
  timelines: readonly Timeline[],
  valueOf: (point: TimelinePoint) => Promise<SampledValue | undefined>,
): Promise<readonly Asked[]> {
  const points = timelines.flatMap((timeline) =>
    samplePoints(timeline).map((point) => ({ timeline, point })),
  );
  const values = new Map<TimelinePoint, SampledValue | undefined>();
  // To bring tables to a row count takes a second or so: all of one row count in turn.
  for (const { point } of points.toSorted((a, b) => a.point.scale - b.point.scale))
    values.set(point, await valueOf(point));
  return points.map((each) => ({ ...each, value: values.get(each.point) }));
}

type Plan = TimelinePoint['plan'];

/** Plans by another access than the point's, one for each sample that leads to one. */
type Differing = ReadonlyMap<TimelinePoint, readonly Plan[]>;

const differingAt = (plans: Differing, point: TimelinePoint): readonly Plan[] =>
  plans.get(point) ?? [];

async function underSamples(
  { engine, context }: Pick<UnderSamples, 'engine' | 'context'>,
  asked: readonly Asked[],
  count: number,
): Promise<Differing> {
  const points = asked.map(({ point }) => point);
  const scales = [...new Set(points.map(({ scale }) => scale))].sort((a, b) => a - b);
  const numbers = Array.from({ length: count }, (_, k) => k + 1);
  const bySample = await mapAtOnce(numbers, atOnce, async (luck) => {
    const world = await engine.open({ ...context, luck, scalesAtOnce: 1 });
    try {
      const plans = new Map<TimelinePoint, Plan>();
      for (const scale of scales) {
        const own = points.filter((point) => point.scale === scale);
        const outcomes = await world.planAt(
          scale,
          own.map(({ statement }) => statement),
        );
        for (const [k, point] of own.entries()) {
          const outcome = outcomes[k];
          if (outcome?.ok !== true) continue;
          const { plan } = outcome;
          if (plan.accessSignature !== point.plan.accessSignature) plans.set(point, plan);
        }
      }
      return plans;
    } finally {
      await world.close();
    }
  });
  return new Map(
    points.map((point) => [point, bySample.flatMap((plans) => plans.get(point) ?? [])]),
  );
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
