import type { VirtualContext } from '../context';
import { holdDraws, type SampleSource, sentSample } from '../rows/sample-source';
import { analyzeSpecimen } from './analyze';
import type { Specimen, SpecimenContent } from './analyze-parent';
import { copyStatistics } from './copy-statistics';
import { expectedDistinct } from './expected-distinct';
import { openSteady, type Steady } from './invariant-columns';
import { type PartialSpecimen, splitSpecimen } from './plan-analyze-parents';
import type { PartialSample } from './samples';
import { type Analyzed, coversTable, type SplitOf } from './statistics-of';

/** What depends on the row count, with its sample at one scale. */
interface AtScale {
  readonly moving: Specimen;
  readonly partial: readonly PartialSample[];
}

/** The way that keeps what does not depend on the row count: only the other columns are sampled at each scale. */
export function openSplitStatistics(
  context: VirtualContext,
  of: Analyzed,
): (target: SplitOf) => Promise<void> {
  const { connection, major } = context;
  const split = splitSpecimen(of.relation, of.kinds);
  const sampleAtScale = openSamplesAtScales(context, of, split.moving);
  let opened: Promise<Steady> | undefined;
  return async (target) => {
    const { rows, order } = target;
    opened ??= openSteady(context, {
      ...of,
      content: () => split.steady,
      partial: of.partial.filter(({ moving }) => !moving),
      stretch: target.steady,
      order,
    });
    const steady = await opened;
    await steady.conclude(rows);
    const { moving, partial } = await sampleAtScale(target, steady);
    const { sampled } = steady;
    if (moving.columns.size > 0)
      await analyzeSpecimen(connection, moving, { sampled, rows, major });
    const ofIndexes = await of.samples.analyzePartial([...steady.partial, ...partial], rows);
    const distinct = distinctIn(context, of, target, sampled);
    const specimens = [steady.specimen, moving, ...ofIndexes];
    await copyStatistics(connection, specimens, target.spans, { distinct, rows });
  };
}

/** Fills the specimens of what depends on the row count, once for each scale in a row. */
function openSamplesAtScales(
  context: VirtualContext,
  of: Analyzed,
  content: SpecimenContent,
): (target: SplitOf, steady: Steady) => Promise<AtScale> {
  const { samples } = of;
  const movingPartial = of.partial.filter(({ moving }) => moving);
  const sampleOf = openMovingSample(context, of, content, movingPartial);
  let partial: readonly PartialSample[] = [];
  let filledAt: number | undefined;
  return async (target, steady) => {
    const { scale, order } = target;
    const moving = await samples.specimen('moving', () => content);
    if (filledAt !== scale && moving.columns.size + movingPartial.length > 0) {
      const sample = await sampleOf(target, steady);
      if (moving.columns.size > 0) await samples.fill({ into: moving, scale, sample, order });
      partial = await samples.fillPartial(movingPartial, { scale, sample });
      filledAt = scale;
    }
    return { moving, partial };
  };
}

/** Of whose rows the sample is: its draw keys stay with the server where they alone make its values. */
function openMovingSample(
  context: VirtualContext,
  { table, relation, samples, kinds }: Analyzed,
  content: SpecimenContent,
  partial: readonly PartialSpecimen[],
): (target: SplitOf, steady: Steady) => Promise<SampleSource> {
  const { connection, model } = context;
  const contents = [content, ...partial.map((each) => each.content)];
  const names = new Set(contents.flatMap(({ columns }) => [...columns]));
  const readsNumbers = (scale: number): boolean =>
    relation.columns.some(
      ({ name, counted }) =>
        names.has(name) &&
        ((counted && !kinds.has(name)) || model.readsRowNumber(table, name, scale)),
    );
  let held: Promise<SampleSource> | undefined;
  return async ({ scale, stretch, steady: from, order, rowsPerPage }, { draws }) => {
    const isDrawn = order === undefined && !stretch.chosen && !from.chosen && !readsNumbers(scale);
    return isDrawn
      ? (held ??= holdDraws(connection, relation, draws))
      : sentSample(await samples.draw(stretch, stretch.rows, rowsPerPage));
  };
}

function distinctIn(
  { model }: VirtualContext,
  { table, relation }: Analyzed,
  target: SplitOf,
  sampled: number,
): ReturnType<typeof expectedDistinct> {
  const { scale, rows } = target;
  return coversTable(model, table, target)
    ? expectedDistinct({ model, table, relation, scale, rows, sampled })
    : new Map();
}
