import type { VirtualContext } from '../context';
import { holdDraws, type SampleSource, sentSample } from '../rows/sample-source';
import { runAnalyze } from './analyze';
import type { AnalyzeParent, ParentContent } from './analyze-parent';
import { copyStatistics } from './copy-statistics';
import { expectedDistinct } from './expected-distinct';
import { openInvariantColumns, type InvariantColumns } from './invariant-columns';
import { type PartialParent, splitParent } from './plan-analyze-parents';
import type { PartialSample } from './samples';
import { type Analyzed, coversTable, type SplitOf } from './statistics-of';

/** What depends on the row count, with its sample at one scale. */
interface AtScale {
  readonly dependent: AnalyzeParent;
  readonly partial: readonly PartialSample[];
}

/** The way that keeps what does not depend on the row count: only the other columns are sampled at each scale. */
export function openSplitStatistics(
  context: VirtualContext,
  of: Analyzed,
): (target: SplitOf) => Promise<void> {
  const { connection, major } = context;
  const split = splitParent(of.relation, of.kinds);
  const sampleAtScale = openSamplesAtScales(context, of, split.dependent);
  let opened: Promise<InvariantColumns> | undefined;
  return async (target) => {
    const { rows, order } = target;
    opened ??= openInvariantColumns(context, {
      ...of,
      content: () => split.invariant,
      partial: of.partial.filter(({ dependent }) => !dependent),
      rowSubset: target.invariant,
      order,
    });
    const invariant = await opened;
    await invariant.mirrorAnalyze(rows);
    const { dependent, partial } = await sampleAtScale(target, invariant);
    const { sampled } = invariant;
    if (dependent.columns.size > 0)
      await runAnalyze(connection, dependent, { sampled, rows, major });
    const ofIndexes = await of.samples.analyzePartial([...invariant.partial, ...partial], rows);
    const distinct = distinctIn(context, of, target, sampled);
    const analyzeParents = [invariant.analyzeParent, dependent, ...ofIndexes];
    await copyStatistics(connection, analyzeParents, target.spans, { distinct, rows });
  };
}

/** Fills the ANALYZE parents of what depends on the row count, once for each scale in a row. */
function openSamplesAtScales(
  context: VirtualContext,
  of: Analyzed,
  content: ParentContent,
): (target: SplitOf, invariant: InvariantColumns) => Promise<AtScale> {
  const { samples } = of;
  const dependentPartial = of.partial.filter(({ dependent }) => dependent);
  const sampleOf = openDependentSample(context, of, content, dependentPartial);
  let partial: readonly PartialSample[] = [];
  let filledAt: number | undefined;
  return async (target, invariant) => {
    const { scale, order } = target;
    const dependent = await samples.analyzeParent('dependent', () => content);
    if (filledAt !== scale && dependent.columns.size + dependentPartial.length > 0) {
      const sample = await sampleOf(target, invariant);
      if (dependent.columns.size > 0) await samples.fill({ into: dependent, scale, sample, order });
      partial = await samples.fillPartial(dependentPartial, { scale, sample });
      filledAt = scale;
    }
    return { dependent, partial };
  };
}

/** Of whose rows the sample is: its draw keys stay with the server where they alone make its values. */
function openDependentSample(
  context: VirtualContext,
  { table, relation, samples, kinds }: Analyzed,
  content: ParentContent,
  partial: readonly PartialParent[],
): (target: SplitOf, invariant: InvariantColumns) => Promise<SampleSource> {
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
  return async ({ scale, rowSubset, invariant: from, order, rowsPerPage }, { draws }) => {
    const isDrawn =
      order === undefined && !rowSubset.chosen && !from.chosen && !readsNumbers(scale);
    return isDrawn
      ? (held ??= holdDraws(connection, relation, draws))
      : sentSample(await samples.draw(rowSubset, rowSubset.rows, rowsPerPage));
  };
}

function distinctIn(
  { model, luck }: VirtualContext,
  { table, relation }: Analyzed,
  target: SplitOf,
  sampled: number,
): ReturnType<typeof expectedDistinct> {
  const { scale, rows } = target;
  // What ANALYZE estimates on average is not what it estimates from this sample.
  return luck === 0 && coversTable(model, table, target)
    ? expectedDistinct({ model, table, relation, scale, rows, sampled })
    : new Map();
}
