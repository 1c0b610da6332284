import { parseTime } from '../../../model/arguments';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { sentSample } from '../rows/sample-source';
import { columnKinds } from '../keys/column-kinds';
import { topic } from '../once';
import { runAnalyze } from './analyze';
import { copyStatistics } from './copy-statistics';
import { setJitteredEnds } from './jittered-ends';
import { partialParents, sampleSize, wholeParent } from './plan-analyze-parents';
import { setMonotonicHistograms } from './monotonic-histograms';
import { openSamples } from './samples';
import { openSplitStatistics } from './split-statistics';
import { type Analyzed, coversTable, type StatisticsOf } from './statistics-of';
import { setStoredWidths, storedWidths } from './stored-widths';

/** Makes statistics for one relation as ANALYZE would store them, at one row count after another. */
export interface TableStatistics {
  /** Rows that ANALYZE reads of a large table. */
  readonly size: number;
  set(of: StatisticsOf): Promise<void>;
}

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
  const { connection, model, statisticsTarget } = context;
  const size = sampleSize(relation, context);
  const kinds = columnKinds(model, model.table(table));
  const analyzed: Analyzed = {
    table,
    relation,
    size,
    samples: openSamples(context, { table, relation, size }),
    kinds,
    partial: partialParents(relation, kinds),
  };
  const setSplit = openSplitStatistics(context, analyzed);
  return {
    size,
    async set(of) {
      const { invariant, rows, spans } = of;
      const isSplit = invariant !== undefined && rows > size;
      await (isSplit ? setSplit({ ...of, invariant }) : setWhole(context, analyzed, of));
      await setStoredWidths(connection, await storedWidths(context, table, relation), spans);
      if (isSplit && coversTable(model, table, of)) {
        await setJitteredEnds(connection, {
          columns: model.table(table).columns,
          clock: parseTime(context.clock),
          spans,
          sampled: size,
        });
      }
      // A sample of its own that a single target was given has its histograms in it.
      if (!isSplit && spans.length === 1) return;
      await setMonotonicHistograms(connection, {
        model,
        table,
        scale: of.scale,
        columns: of.monotonic,
        spans,
        sampled: Math.min(rows, size),
        statisticsTarget,
      });
    },
  };
}

/** The way for any rows: the whole sample, anew. */
async function setWhole(
  { connection, major }: VirtualContext,
  { relation, samples, partial }: Analyzed,
  of: StatisticsOf,
): Promise<void> {
  const { scale, rowSubset, rows, order } = of;
  const all = await samples.analyzeParent('whole', () => wholeParent(relation));
  const sample = sentSample(await samples.draw(rowSubset, rows, of.rowsPerPage));
  await samples.fill({ into: all, scale, sample, order });
  await runAnalyze(connection, all, { sampled: sample.count, rows, major });
  const filled = await samples.fillPartial(partial, { scale, sample });
  const ofIndexes = await samples.analyzePartial(filled, rows);
  await copyStatistics(connection, [all, ...ofIndexes], of.spans);
}
