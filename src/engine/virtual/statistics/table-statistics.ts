import { parseTime } from '../../../model/arguments';
import type { Model } from '../../../model/types';
import type { LaneParts } from '../lane';
import { filledByServer } from '../ends/computed-leads';
import type { Relation } from '../relations';
import { referenceScale } from '../sample/reference-scale';
import { chooseDraws } from '../sample/choose-draws';
import { insertRows } from '../sample/fill';
import { holdDraws, type SampleSource, sentSample } from '../sample/source';
import type { Sample } from '../sample/positions';
import type { Stretch } from '../sample/stretch';
import { analyzeSpecimen } from './analyze';
import { type Concluding, countValues, openConclusions } from './conclusions';
import { columnKinds } from './column-kinds';
import { expectedDistinct } from './expected-distinct';
import { copyStatistics } from './copy';
import { undecided } from './undecided';
import { partialSpecimens, sampleSize, splitSpecimen, wholeSpecimen } from './plan-specimens';
import { setJitteredEnds } from './jittered-ends';
import { setRisingHistograms, type Span } from './rising';
import { setStoredWidths, storedWidths } from './stored-widths';
import { createSpecimen, rowNumber, type Specimen, type SpecimenContent } from './specimen';

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

export function openTableStatistics(
  parts: LaneParts,
  table: string,
  relation: Relation,
): TableStatistics {
  const { context, connection, statisticsTarget, onApproximation } = parts;
  const { model, server } = context;
  const { major } = server;
  const size = sampleSize(relation, statisticsTarget);
  const kinds = columnKinds(model, model.table(table));
  const made = new Map<string, Promise<Specimen>>();
  const specimen = (label: string, content: () => SpecimenContent): Promise<Specimen> => {
    const known = made.get(label);
    if (known !== undefined) return known;
    const fresh = createSpecimen(connection, {
      label,
      relation,
      size,
      onApproximation: (text) =>
        onApproximation({ table, partition: partitionName(model, table, relation), text }),
      ...content(),
    });
    made.set(label, fresh);
    return fresh;
  };

  /** Inserts the sample's rows; returns how many of them the specimen has. */
  const fill = async (
    into: Specimen,
    scale: number,
    { source, parameters, count }: SampleSource,
    order?: string,
  ): Promise<number> => {
    await connection.query(`truncate ${into.sample}`);
    const insert = insertRows({
      model,
      table,
      scale,
      relation,
      into: into.sample,
      source,
      numbered: rowNumber,
      only: into.columns,
      computed: [...filledByServer(relation, model.table(table), into.columns), ...into.computed],
      ...(into.predicate === null ? {} : { where: into.predicate }),
      ...(order === undefined ? {} : { order }),
    });
    const { rowCount } = await connection.query(insert, parameters);
    return rowCount ?? count;
  };

  const partial = partialSpecimens(relation, kinds);
  /** The specimens of partial indexes with their share of the sample; ANALYZE finds that share of the rows. */
  const fillPartial = async (
    which: typeof partial,
    scale: number,
    sample: SampleSource,
  ): Promise<readonly PartialSample[]> => {
    const samples: PartialSample[] = [];
    for (const { label, content } of which) {
      const each = await specimen(label, () => content);
      const sampled = await fill(each, scale, sample);
      samples.push({ specimen: each, sampled, share: sampled / sample.count });
    }
    return samples;
  };
  const analyzePartial = async (
    samples: readonly PartialSample[],
    rows: number,
  ): Promise<readonly Specimen[]> => {
    for (const { specimen: each, sampled, share } of samples)
      await analyzeSpecimen(connection, each, { sampled, rows: Math.ceil(rows * share), major });
    return samples.map((each) => each.specimen);
  };

  /** The sample with draw keys that balance it, or, where it is all rows, with those that real rows have. */
  const balanced = async (stretch: Stretch, rows: number, rowsPerPage: number): Promise<Sample> => {
    const { positions, draws } = stretch.sample(rows, size, rowsPerPage);
    if (stretch.chosen) return { positions, draws };
    if (positions.length === rows) return { positions, draws: positions };
    const chosen = await drawsOf(parts, table, size);
    return {
      positions,
      draws: chosen === undefined ? draws : draws.map((draw) => chosen[draw - 1] ?? draw),
    };
  };

  /** The way for any stretch: the whole sample, anew. */
  const setWhole = async ({
    scale,
    stretch,
    rows,
    rowsPerPage,
    spans,
    order,
  }: StatisticsOf): Promise<void> => {
    const all = await specimen('whole', () => wholeSpecimen(relation));
    const sample = sentSample(await balanced(stretch, rows, rowsPerPage));
    await fill(all, scale, sample, order);
    await analyzeSpecimen(connection, all, { sampled: sample.count, rows, major });
    const ofIndexes = await fillPartial(partial, scale, sample);
    await copyStatistics(connection, [all, ...(await analyzePartial(ofIndexes, rows))], spans);
  };

  let steady: Promise<Steady> | undefined;
  const openSteady = async (stretch: Stretch, order: string | undefined): Promise<Steady> => {
    const content = await specimen('steady', () => splitSpecimen(relation, kinds).steady);
    const scale = referenceScale(model.table(table));
    // Of a small partition there may be fewer at that scale than at others.
    const rows = Math.max(stretch.rows, size + 1);
    const drawn = await balanced(stretch, rows, Infinity);
    const sample = sentSample(drawn);
    const sampled = sample.count;
    await fill(content, scale, sample, order);
    // Any row count will do that ANALYZE can tell from the sample's own.
    const believed = { sampled, rows: 2 * rows, major };
    await analyzeSpecimen(connection, content, believed);
    const still = partial.filter(({ moving }) => !moving);
    const only = await undecided(connection, content);
    return {
      specimen: content,
      sampled,
      draws: drawn.draws,
      partial: await fillPartial(still, scale, sample),
      conclude: await concludes(content, { ...believed, only }),
    };
  };

  const concludes = async (
    of: Specimen,
    believed: Concluding['believed'],
  ): Promise<(rows: number) => Promise<void>> => {
    if (believed.only.length === 0) return () => Promise.resolve();
    // Extended statistics follow laws of their own.
    if (of.statistics.length > 0)
      return (rows) => analyzeSpecimen(connection, of, { ...believed, rows });
    const key = `${relation.sqlName} ${size}`;
    const counted =
      parts.counted.get(key) ?? countValues(connection, of, believed.only, statisticsTarget);
    parts.counted.set(key, counted);
    return openConclusions({ connection, specimen: of, believed, counted: await counted });
  };

  /** The way that keeps what does not depend on the row count. */
  const setSplit = async (of: StatisticsOf & { readonly steady: Stretch }): Promise<void> => {
    const { scale, stretch, rows, rowsPerPage, spans, order } = of;
    const kept = await (steady ??= openSteady(of.steady, order));
    const sampled = { sampled: kept.sampled, major };
    await kept.conclude(rows);
    const moving = await specimen('moving', () => splitSpecimen(relation, kinds).moving);
    const movingPartial = partial.filter((each) => each.moving);
    if (movingAt !== scale && moving.columns.size + movingPartial.length > 0) {
      const isDrawn =
        order === undefined && !stretch.chosen && !of.steady.chosen && !readRowNumbers(scale);
      const sample = isDrawn
        ? await (held ??= holdDraws(connection, relation, kept.draws))
        : sentSample(await balanced(stretch, stretch.rows, rowsPerPage));
      if (moving.columns.size > 0) await fill(moving, scale, sample, order);
      partialAtScale = await fillPartial(movingPartial, scale, sample);
      movingAt = scale;
    }
    if (moving.columns.size > 0) await analyzeSpecimen(connection, moving, { ...sampled, rows });
    const ofIndexes = await analyzePartial([...kept.partial, ...partialAtScale], rows);
    const distinct = isWhole(of)
      ? expectedDistinct({ model, table, relation, scale, rows, sampled: kept.sampled })
      : new Map();
    await copyStatistics(connection, [kept.specimen, moving, ...ofIndexes], spans, {
      distinct,
      rows,
    });
  };
  /** Whether the moving columns need the row numbers of their sample, and not its draw keys alone. */
  const readRowNumbers = (scale: number): boolean => {
    const { moving } = splitSpecimen(relation, kinds);
    const contents = [moving, ...partial.flatMap((each) => (each.moving ? [each.content] : []))];
    const names = new Set(contents.flatMap(({ columns }) => [...columns]));
    return relation.columns.some(
      ({ name, counted }) =>
        names.has(name) &&
        ((counted && !kinds.has(name)) || model.readsRowNumber(table, name, scale)),
    );
  };
  const isWhole = ({ scale, spans }: StatisticsOf): boolean =>
    spans.every(({ first, last }) => first === 1 && last === model.table(table).rows(scale));
  let partialAtScale: readonly PartialSample[] = [];
  let held: Promise<SampleSource> | undefined;
  /** Scale of the moving columns' sample. */
  let movingAt: number | undefined;

  return {
    size,
    async set(of) {
      const { steady: from } = of;
      const split = from !== undefined && of.rows > size;
      await (split ? setSplit({ ...of, steady: from }) : setWhole(of));
      await setStoredWidths(connection, await storedWidths(parts, table, relation), of.spans);
      if (split && isWhole(of)) {
        await setJitteredEnds(connection, {
          columns: model.table(table).columns,
          clock: parseTime(context.scenario.clock),
          spans: of.spans,
          sampled: size,
        });
      }
      // A sample of its own that a single target was given has its histograms in it.
      if (!split && of.spans.length === 1) return;
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

function partitionName(
  model: Model,
  table: string,
  { sqlName, name }: Relation,
): string | undefined {
  return sqlName === model.table(table).sqlName ? undefined : name;
}

interface PartialSample {
  readonly specimen: Specimen;
  readonly sampled: number;
  readonly share: number;
}

interface Steady {
  readonly specimen: Specimen;
  /** Rows of its sample, and their draw keys. */
  readonly sampled: number;
  readonly draws: readonly number[];
  readonly partial: readonly PartialSample[];
  /** Brings the columns on which ANALYZE's conclusions depend on the row count to one. */
  conclude(rows: number): Promise<void>;
}

/** Chosen once for all scales, lanes and partitions. */
function drawsOf(
  { draws, connection, context }: LaneParts,
  table: string,
  size: number,
): Promise<readonly number[] | undefined> {
  const key = `${table} ${size}`;
  const known = draws.get(key) ?? chooseDraws(connection, context.model, table, size);
  draws.set(key, known);
  return known;
}
