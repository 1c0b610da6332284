import type { VirtualContext } from '../context';
import { filledByServer } from '../rows/filled-by-server';
import { topic } from '../once';
import type { Relation } from '../catalog/relations';
import { chooseDraws } from '../rows/choose-draws';
import { drawsByChance } from '../rows/draws-by-chance';
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

export function openSamples(context: VirtualContext, of: SamplesOf): Samples {
  const { connection, major } = context;
  const analyzeParent: Samples['analyzeParent'] = (label, content) =>
    analyzeParentOf(context, of, label, content);
  return {
    analyzeParent,
    draw: (rowSubset, rows, rowsPerPage) =>
      drawSample(context, of, { rowSubset, rows, rowsPerPage }),
    fill: (filling) => fill(context, of, filling),
    async fillPartial(which, filling) {
      const samples: PartialSample[] = [];
      for (const { label, content } of which) {
        const into = await analyzeParent(label, () => content);
        const sampled = await fill(context, of, { ...filling, into });
        samples.push({ analyzeParent: into, sampled, share: sampled / filling.sample.count });
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

function analyzeParentOf(
  context: VirtualContext,
  { table, relation, size }: SamplesOf,
  label: string,
  content: () => ParentContent,
): Promise<AnalyzeParent> {
  const { model, connection, onApproximation, once } = context;
  const partition =
    relation.sqlName === model.table(table).sqlName ? {} : { partition: relation.name };
  return once(analyzeParents, `${relation.oid} ${label}`, async () =>
    createAnalyzeParent(connection, {
      label,
      relation,
      loopback: await loopback(context),
      size,
      onApproximation: (text) => onApproximation({ table, ...partition, text }),
      ...content(),
    }),
  );
}

async function fill(
  { model, connection }: VirtualContext,
  { table, relation }: SamplesOf,
  { into, scale, sample, order }: Filling,
): Promise<number> {
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
}

interface Drawing {
  readonly rowSubset: RowSubset;
  readonly rows: number;
  readonly rowsPerPage: number;
}

async function drawSample(
  context: VirtualContext,
  { table, size }: SamplesOf,
  { rowSubset, rows, rowsPerPage }: Drawing,
): Promise<Sample> {
  const { luck } = context;
  const { positions, draws } = rowSubset.sample(rows, size, rowsPerPage, luck);
  if (rowSubset.chosen) return { positions, draws };
  if (positions.length === rows) return { positions, draws: positions };
  if (luck > 0) return { positions, draws: drawsByChance(draws, luck) };
  const chosen = await drawsOf(context, table, size);
  return {
    positions,
    draws: chosen === undefined ? draws : draws.map((draw) => chosen[draw - 1] ?? draw),
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
