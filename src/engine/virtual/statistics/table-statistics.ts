import { parseTime } from '../../../model/arguments';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { holdDraws, type SampleSource, sentSample } from '../rows/sample-source';
import type { Stretch } from '../rows/row-subset';
import { analyzeSpecimen } from './analyze';
import { columnKinds } from '../keys/column-kinds';
import { copyStatistics } from './copy-statistics';
import { expectedDistinct } from './expected-distinct';
import { setJitteredEnds } from './jittered-ends';
import { partialSpecimens, sampleSize, splitSpecimen, wholeSpecimen } from './plan-analyze-parents';
import { setRisingHistograms, type Span } from './monotonic-histograms';
import { openSamples, type PartialSample } from './samples';
import { openSteady, type Steady } from './invariant-columns';
import { topic } from '../once';
import { setStoredWidths, storedWidths } from './stored-widths';

/** Makes statistics for one relation as ANALYZE would store them, at one row count after another. */
export interface TableStatistics {
  /** Rows that ANALYZE reads of a large table. */
  readonly size: number;
  set(of: StatisticsOf): Promise<void>;
}

export interface StatisticsOf {
  readonly scale: number;
  /** Where the sample is drawn. */
  readonly stretch: Stretch;
  /** Rows that ANALYZE finds in each target. */
  readonly rows: number;
  readonly rowsPerPage: number;
  /** Relations that get the statistics, and which rows each has. */
  readonly spans: readonly Span[];
  /**
   * Where the sample of a steady column is drawn, at the reference scale, for every row count and target. Absent where
   * the sample has to be drawn anew, whole.
   */
  readonly steady?: Stretch;
  /** Columns whose histograms each target has from its own rows. */
  readonly rising: readonly string[];
  /** What comes before the row number in the order in which ANALYZE reads the rows, as SQL over the model's columns. */
  readonly order?: string;
}

/** Of a target whose steady columns are sampled once. */
type SplitOf = StatisticsOf & { readonly steady: Stretch };

/** By relation. */
const statistics = topic<TableStatistics>('database');

/** The statistics of a relation that has rows of a table of the model. */
export function tableStatistics(
  context: VirtualContext,
  table: string,
  relation: Relation,
): TableStatistics {
  return context.once(statistics, String(relation.oid), () =>
    openTableStatistics(context, table, relation),
  );
}

function openTableStatistics(
  context: VirtualContext,
  table: string,
  relation: Relation,
): TableStatistics {
  const { connection, model, major, statisticsTarget } = context;
  const size = sampleSize(relation, statisticsTarget);
  const samples = openSamples(context, { table, relation, size });
  const kinds = columnKinds(model, model.table(table));
  const split = splitSpecimen(relation, kinds);
  const partial = partialSpecimens(relation, kinds);
  const movingPartial = partial.filter(({ moving }) => moving);

  const isWhole = ({ scale, spans }: StatisticsOf): boolean =>
    spans.every(({ first, last }) => first === 1 && last === model.table(table).rows(scale));

  /** The way for any stretch: the whole sample, anew. */
  const setWhole = async (of: StatisticsOf): Promise<void> => {
    const { scale, stretch, rows, order } = of;
    const all = await samples.specimen('whole', () => wholeSpecimen(relation));
    const sample = sentSample(await samples.draw(stretch, rows, of.rowsPerPage));
    await samples.fill({ into: all, scale, sample, order });
    await analyzeSpecimen(connection, all, { sampled: sample.count, rows, major });
    const filled = await samples.fillPartial(partial, { scale, sample });
    const ofIndexes = await samples.analyzePartial(filled, rows);
    await copyStatistics(connection, [all, ...ofIndexes], of.spans);
  };

  let steady: Promise<Steady> | undefined;
  /** The way that keeps what does not depend on the row count. */
  const setSplit = async (of: SplitOf): Promise<void> => {
    const { scale, rows, order } = of;
    steady ??= openSteady(context, {
      samples,
      table,
      relation,
      size,
      content: () => split.steady,
      partial: partial.filter(({ moving }) => !moving),
      stretch: of.steady,
      order,
    });
    const kept = await steady;
    await kept.conclude(rows);
    const moving = await samples.specimen('moving', () => split.moving);
    if (movingAt !== scale && moving.columns.size + movingPartial.length > 0) {
      const sample = await movingSample(of, kept);
      if (moving.columns.size > 0) await samples.fill({ into: moving, scale, sample, order });
      partialAtScale = await samples.fillPartial(movingPartial, { scale, sample });
      movingAt = scale;
    }
    const { sampled } = kept;
    if (moving.columns.size > 0)
      await analyzeSpecimen(connection, moving, { sampled, rows, major });
    const ofIndexes = await samples.analyzePartial([...kept.partial, ...partialAtScale], rows);
    const expected = {
      distinct: isWhole(of)
        ? expectedDistinct({ model, table, relation, scale, rows, sampled })
        : new Map(),
      rows,
    };
    await copyStatistics(connection, [kept.specimen, moving, ...ofIndexes], of.spans, expected);
  };
  let partialAtScale: readonly PartialSample[] = [];
  /** Scale of the moving columns' sample. */
  let movingAt: number | undefined;

  let held: Promise<SampleSource> | undefined;
  const movingSample = async (of: SplitOf, kept: Steady): Promise<SampleSource> => {
    const { scale, stretch, steady: from, order } = of;
    const isDrawn = order === undefined && !stretch.chosen && !from.chosen && !readNumbers(scale);
    return isDrawn
      ? (held ??= holdDraws(connection, relation, kept.draws))
      : sentSample(await samples.draw(stretch, stretch.rows, of.rowsPerPage));
  };
  /** Whether the moving columns need the row numbers of their sample, and not its draw keys alone. */
  const readNumbers = (scale: number): boolean => {
    const contents = [split.moving, ...movingPartial.map(({ content }) => content)];
    const names = new Set(contents.flatMap(({ columns }) => [...columns]));
    return relation.columns.some(
      ({ name, counted }) =>
        names.has(name) &&
        ((counted && !kinds.has(name)) || model.readsRowNumber(table, name, scale)),
    );
  };

  return {
    size,
    async set(of) {
      const { steady: from } = of;
      const isSplit = from !== undefined && of.rows > size;
      await (isSplit ? setSplit({ ...of, steady: from }) : setWhole(of));
      await setStoredWidths(connection, await storedWidths(context, table, relation), of.spans);
      if (isSplit && isWhole(of)) {
        await setJitteredEnds(connection, {
          columns: model.table(table).columns,
          clock: parseTime(context.clock),
          spans: of.spans,
          sampled: size,
        });
      }
      // A sample of its own that a single target was given has its histograms in it.
      if (!isSplit && of.spans.length === 1) return;
      await setRisingHistograms(connection, {
        model,
        table,
        scale: of.scale,
        columns: of.rising,
        spans: of.spans,
        sampled: Math.min(of.rows, size),
        statisticsTarget,
      });
    },
  };
}
