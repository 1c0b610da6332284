import type { VirtualContext } from '../context';
import { referenceScale } from '../rows/reference-scale';
import { sentSample } from '../rows/sample-source';
import type { RowSubset } from '../rows/row-subset';
import { runAnalyze, type Believed } from './analyze';
import { type Counted, countValues, openReanalyze } from './reanalyze';
import type { PartialParent } from './plan-analyze-parents';
import type { PartialSample, Samples, SamplesOf } from './samples';
import type { AnalyzeParent, ParentContent } from './analyze-parent';
import { undecided } from './undecided';
import { topic } from '../once';

/** How often the values of a sample occur in it, by the relation that it is of. */
const countsOfSamples = topic<Promise<Counted>>('run');

/** The columns whose values do not depend on the row count, sampled once. */
export interface InvariantColumns {
  readonly analyzeParent: AnalyzeParent;
  /** Rows of its sample, and their draw keys. */
  readonly sampled: number;
  readonly draws: readonly number[];
  readonly partial: readonly PartialSample[];
  /** Brings the columns on which ANALYZE's conclusions depend on the row count to one. */
  mirrorAnalyze(rows: number): Promise<void>;
}

export interface InvariantColumnsOf extends SamplesOf {
  readonly samples: Samples;
  readonly content: () => ParentContent;
  /** Partial indexes over expressions of such columns. */
  readonly partial: readonly PartialParent[];
  /** Where the sample is drawn, at the reference scale. */
  readonly rowSubset: RowSubset;
  readonly order?: string | undefined;
}

export async function openInvariantColumns(
  context: VirtualContext,
  of: InvariantColumnsOf,
): Promise<InvariantColumns> {
  const { samples, table, size, rowSubset, order } = of;
  const { connection, model, major } = context;
  const analyzeParent = await samples.analyzeParent('invariant', of.content);
  const scale = referenceScale(model.table(table));
  // Of a small partition there may be fewer at that scale than at others.
  const rows = Math.max(rowSubset.rows, size + 1);
  const drawn = await samples.draw(rowSubset, rows, Infinity);
  const sample = sentSample(drawn);
  await samples.fill({ into: analyzeParent, scale, sample, order });
  // Any row count will do that ANALYZE can tell from the sample's own.
  const believed = { sampled: sample.count, rows: 2 * rows, major };
  await runAnalyze(connection, analyzeParent, believed);
  return {
    analyzeParent,
    sampled: sample.count,
    draws: drawn.draws,
    partial: await samples.fillPartial(of.partial, { scale, sample }),
    mirrorAnalyze: await reanalyzer(context, of, analyzeParent, believed),
  };
}

async function reanalyzer(
  { connection, once, luck, statisticsTarget }: VirtualContext,
  { relation, size }: InvariantColumnsOf,
  analyzeParent: AnalyzeParent,
  believed: Believed,
): Promise<(rows: number) => Promise<void>> {
  const extended = extendedColumns(analyzeParent);
  const only = (await undecided(connection, analyzeParent)).filter((name) => !extended.has(name));
  const key = `${relation.sqlName} ${size} ${luck}`;
  const reanalyze =
    only.length === 0
      ? undefined
      : await openReanalyze({
          connection,
          analyzeParent,
          believed: { ...believed, only },
          counted: await once(countsOfSamples, key, () =>
            countValues(connection, analyzeParent, only, statisticsTarget),
          ),
        });
  return async (rows) => {
    // They follow distributions of their own, and ANALYZE makes them where it analyses all their columns.
    if (analyzeParent.statistics.length > 0)
      await runAnalyze(connection, analyzeParent, { ...believed, only: [...extended], rows });
    await reanalyze?.(rows);
  };
}

/** Columns that extended statistics are over, those of expressions among them. */
function extendedColumns({ relation, columns, statistics }: AnalyzeParent): ReadonlySet<string> {
  const numbers = relation.statistics
    .filter(({ oid }) => statistics.some(({ of }) => of === oid))
    .flatMap((of) => of.columns);
  return new Set(
    relation.columns
      .filter(({ number, name }) => numbers.includes(number) && columns.has(name))
      .map(({ name }) => name),
  );
}
