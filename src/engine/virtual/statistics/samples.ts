import type { VirtualContext } from '../context';
import { filledByServer } from '../rows/filled-by-server';
import { topic } from '../once';
import type { Relation } from '../catalog/relations';
import { chooseDraws } from '../rows/choose-draws';
import { insertRows } from '../rows/insert-rows';
import type { Sample } from '../rows/positions';
import type { SampleSource } from '../rows/sample-source';
import type { RowSubset } from '../rows/row-subset';
import { runAnalyze } from './analyze';
import { loopback } from './analyze-schema';
import type { PartialParent } from './plan-analyze-parents';
import { createAnalyzeParent, type AnalyzeParent, type ParentContent } from './analyze-parent';

/** The ANALYZE parents of one relation, and the rows that they get. */
export interface Samples {
  /** Made when it is first asked for. */
  analyzeParent(label: string, content: () => ParentContent): Promise<AnalyzeParent>;
  /** The sample with draw keys that balance it, or, where it is all rows, with those that real rows have. */
  draw(rowSubset: RowSubset, rows: number, rowsPerPage: number): Promise<Sample>;
  /** Gives an ANALYZE parent the sample's rows in place of its own; returns how many of them it has. */
  fill(of: Filling): Promise<number>;
  /** The ANALYZE parents of partial indexes with their share of the sample; ANALYZE finds that share of the rows. */
  fillPartial(
    which: readonly PartialParent[],
    of: Omit<Filling, 'into'>,
  ): Promise<readonly PartialSample[]>;
  analyzePartial(
    samples: readonly PartialSample[],
    rows: number,
  ): Promise<readonly AnalyzeParent[]>;
}

export interface Filling {
  readonly into: AnalyzeParent;
  readonly scale: number;
  readonly sample: SampleSource;
  /** What comes before the row number in the order of the rows, as SQL over the model's columns. */
  readonly order?: string | undefined;
}

export interface PartialSample {
  readonly analyzeParent: AnalyzeParent;
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
const analyzeParents = topic<Promise<AnalyzeParent>>('database');

export function openSamples(
  context: VirtualContext,
  { table, relation, size }: SamplesOf,
): Samples {
  const { model, connection, major, onApproximation } = context;
  const partition =
    relation.sqlName === model.table(table).sqlName ? {} : { partition: relation.name };

  const analyzeParent: Samples['analyzeParent'] = (label, content) =>
    context.once(analyzeParents, `${relation.oid} ${label}`, async () =>
      createAnalyzeParent(connection, {
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
    analyzeParent,
    fill,
    async draw(rowSubset, rows, rowsPerPage) {
      const { positions, draws } = rowSubset.sample(rows, size, rowsPerPage);
      if (rowSubset.chosen) return { positions, draws };
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
        const into = await analyzeParent(label, () => content);
        const sampled = await fill({ ...of, into });
        samples.push({ analyzeParent: into, sampled, share: sampled / of.sample.count });
      }
      return samples;
    },
    async analyzePartial(samples, rows) {
      for (const { analyzeParent: each, sampled, share } of samples)
        await runAnalyze(connection, each, { sampled, rows: Math.ceil(rows * share), major });
      return samples.map((each) => each.analyzeParent);
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
