import type { VirtualContext } from '../context';
import { filledByServer } from '../rows/filled-by-server';
import { topic } from '../once';
import type { Relation } from '../catalog/relations';
import { chooseDraws } from '../rows/choose-draws';
import { insertRows } from '../rows/insert-rows';
import type { Sample } from '../rows/positions';
import type { SampleSource } from '../rows/sample-source';
import type { Stretch } from '../rows/row-subset';
import { analyzeSpecimen } from './analyze';
import { loopback } from './analyze-schema';
import type { PartialSpecimen } from './plan-analyze-parents';
import { createSpecimen, type Specimen, type SpecimenContent } from './analyze-parent';

/** The specimens of one relation, and the rows that they get. */
export interface Samples {
  /** Made when it is first asked for. */
  specimen(label: string, content: () => SpecimenContent): Promise<Specimen>;
  /** The sample with draw keys that balance it, or, where it is all rows, with those that real rows have. */
  draw(stretch: Stretch, rows: number, rowsPerPage: number): Promise<Sample>;
  /** Gives a specimen the sample's rows in place of its own; returns how many of them it has. */
  fill(of: Filling): Promise<number>;
  /** The specimens of partial indexes with their share of the sample; ANALYZE finds that share of the rows. */
  fillPartial(
    which: readonly PartialSpecimen[],
    of: Omit<Filling, 'into'>,
  ): Promise<readonly PartialSample[]>;
  analyzePartial(samples: readonly PartialSample[], rows: number): Promise<readonly Specimen[]>;
}

export interface Filling {
  readonly into: Specimen;
  readonly scale: number;
  readonly sample: SampleSource;
  /** What comes before the row number in the order of the rows, as SQL over the model's columns. */
  readonly order?: string | undefined;
}

export interface PartialSample {
  readonly specimen: Specimen;
  /** Rows of its sample. */
  readonly sampled: number;
  readonly share: number;
}

export interface SamplesOf {
  readonly table: string;
  readonly relation: Relation;
  /** Rows that ANALYZE reads of a large table. */
  readonly size: number;
}

/** By relation and label. */
const specimens = topic<Promise<Specimen>>('database');

export function openSamples(
  context: VirtualContext,
  { table, relation, size }: SamplesOf,
): Samples {
  const { model, connection, major, onApproximation } = context;
  const partition =
    relation.sqlName === model.table(table).sqlName ? {} : { partition: relation.name };

  const specimen: Samples['specimen'] = (label, content) =>
    context.once(specimens, `${relation.oid} ${label}`, async () =>
      createSpecimen(connection, {
        label,
        relation,
        loopback: await loopback(context),
        size,
        onApproximation: (text) => onApproximation({ table, ...partition, text }),
        ...content(),
      }),
    );

  const fill: Samples['fill'] = async ({ into, scale, sample, order }) => {
    await connection.query(`truncate ${into.sample}`);
    const insert = insertRows({
      model,
      table,
      scale,
      relation,
      into: into.sample,
      source: sample.source,
      numbered: into.rowNumber,
      only: into.columns,
      computed: [...filledByServer(relation, model.table(table), into.columns), ...into.computed],
      ...(into.predicate === null ? {} : { where: into.predicate }),
      ...(order === undefined ? {} : { order }),
    });
    const { rowCount } = await connection.query(insert, sample.parameters);
    return rowCount ?? sample.count;
  };

  return {
    specimen,
    fill,
    async draw(stretch, rows, rowsPerPage) {
      const { positions, draws } = stretch.sample(rows, size, rowsPerPage);
      if (stretch.chosen) return { positions, draws };
      if (positions.length === rows) return { positions, draws: positions };
      const chosen = await drawsOf(context, table, size);
      return {
        positions,
        draws: chosen === undefined ? draws : draws.map((draw) => chosen[draw - 1] ?? draw),
      };
    },
    async fillPartial(which, of) {
      const samples: PartialSample[] = [];
      for (const { label, content } of which) {
        const into = await specimen(label, () => content);
        const sampled = await fill({ ...of, into });
        samples.push({ specimen: into, sampled, share: sampled / of.sample.count });
      }
      return samples;
    },
    async analyzePartial(samples, rows) {
      for (const { specimen: each, sampled, share } of samples)
        await analyzeSpecimen(connection, each, { sampled, rows: Math.ceil(rows * share), major });
      return samples.map((each) => each.specimen);
    },
  };
}

/** Draw keys of the samples, by table and sample size; undefined where any keys will do. */
const drawKeys = topic<Promise<readonly number[] | undefined>>('run');

/** Chosen once for all scales, databases and partitions. */
function drawsOf(
  { once, connection, model }: VirtualContext,
  table: string,
  size: number,
): Promise<readonly number[] | undefined> {
  return once(drawKeys, `${table} ${size}`, () => chooseDraws(connection, model, table, size));
}
