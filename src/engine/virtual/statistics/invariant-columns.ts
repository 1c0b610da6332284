import type { VirtualContext } from '../context';
import { referenceScale } from '../rows/reference-scale';
import { sentSample } from '../rows/sample-source';
import type { Stretch } from '../rows/row-subset';
import { analyzeSpecimen, type Believed } from './analyze';
import { type Counted, countValues, openConclusions } from './reanalyze';
import type { PartialSpecimen } from './plan-analyze-parents';
import type { PartialSample, Samples, SamplesOf } from './samples';
import type { Specimen, SpecimenContent } from './analyze-parent';
import { undecided } from './undecided';
import { topic } from '../once';

/** How often the values of a sample occur in it, by the relation that it is of. */
const countsOfSamples = topic<Promise<Counted>>('run');

/** The columns whose values do not depend on the row count, sampled once. */
export interface Steady {
  readonly specimen: Specimen;
  /** Rows of its sample, and their draw keys. */
  readonly sampled: number;
  readonly draws: readonly number[];
  readonly partial: readonly PartialSample[];
  /** Brings the columns on which ANALYZE's conclusions depend on the row count to one. */
  conclude(rows: number): Promise<void>;
}

export interface SteadyOf extends SamplesOf {
  readonly samples: Samples;
  readonly content: () => SpecimenContent;
  /** Partial indexes over expressions of such columns. */
  readonly partial: readonly PartialSpecimen[];
  /** Where the sample is drawn, at the reference scale. */
  readonly stretch: Stretch;
  readonly order?: string | undefined;
}

export async function openSteady(context: VirtualContext, of: SteadyOf): Promise<Steady> {
  const { samples, table, size, stretch, order } = of;
  const { connection, model, major } = context;
  const specimen = await samples.specimen('steady', of.content);
  const scale = referenceScale(model.table(table));
  // Of a small partition there may be fewer at that scale than at others.
  const rows = Math.max(stretch.rows, size + 1);
  const drawn = await samples.draw(stretch, rows, Infinity);
  const sample = sentSample(drawn);
  await samples.fill({ into: specimen, scale, sample, order });
  // Any row count will do that ANALYZE can tell from the sample's own.
  const believed = { sampled: sample.count, rows: 2 * rows, major };
  await analyzeSpecimen(connection, specimen, believed);
  return {
    specimen,
    sampled: sample.count,
    draws: drawn.draws,
    partial: await samples.fillPartial(of.partial, { scale, sample }),
    conclude: await concludes(context, of, specimen, believed),
  };
}

async function concludes(
  { connection, once, statisticsTarget }: VirtualContext,
  { relation, size }: SteadyOf,
  specimen: Specimen,
  believed: Believed,
): Promise<(rows: number) => Promise<void>> {
  const only = await undecided(connection, specimen);
  if (only.length === 0) return () => Promise.resolve();
  // Extended statistics follow laws of their own.
  if (specimen.statistics.length > 0)
    return (rows) => analyzeSpecimen(connection, specimen, { ...believed, only, rows });
  const key = `${relation.sqlName} ${size}`;
  return openConclusions({
    connection,
    specimen,
    believed: { ...believed, only },
    counted: await once(countsOfSamples, key, () =>
      countValues(connection, specimen, only, statisticsTarget),
    ),
  });
}
