import { explainRefusal } from '../../refusal/explain-refusal';
import { realRows, type ModelRows } from '../../refusal/rows';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { referenceScale } from '../rows/reference-scale';
import { consecutiveRows } from '../rows/row-subset';

/** So many rows of a table are sampled. */
const sampled = 30_000;

/** Draw keys that partitions look up, in parts that a query takes at once, for so many milliseconds. */
const lookedUp = 3_200_000;
const atOnce = 100_000;
const patience = 3_000;

/** What is known where a table could not be brought to a scale. */
export interface RefusedTable {
  readonly table: string;
  readonly scale: number;
  readonly relations: readonly Relation[];
}

/** Why a virtual table could not be made, where that is a matter of the model's rows; any other failure as it is. */
export async function refusedTable(
  { connection, model, file, signal }: VirtualContext,
  failure: unknown,
  { table, scale, relations }: RefusedTable,
): Promise<unknown> {
  if (signal.aborted) return failure;
  // The work of a table may have failed inside a transaction.
  await connection.query('rollback').catch(() => undefined);
  const definition = model.table(table);
  const root = relations.find(({ sqlName }) => sqlName === definition.sqlName);

  /** The rows that a table of this size is made from, the likeliest first. */
  async function* candidates(): AsyncIterable<ModelRows> {
    const rows = definition.rows(scale);
    if (rows <= sampled || root === undefined) yield realRows(1, Math.min(rows, sampled));
    else
      for (const at of [scale, referenceScale(definition)]) {
        const count = definition.rows(at);
        const sample = consecutiveRows(root, 1, count).sample(count, sampled, Infinity);
        yield sample;
        yield { positions: sample.positions, draws: sample.positions };
      }
    const end = performance.now() + patience;
    for (let from = 1; from <= lookedUp && performance.now() < end; from += atOnce) {
      signal.throwIfAborted();
      const draws = realRows(from, from + atOnce - 1).positions;
      yield await Promise.resolve({
        positions: draws.map((draw) => 1 + ((draw - 1) % rows)),
        draws,
      });
    }
  }

  return explainRefusal(failure, {
    connection,
    model,
    scale,
    file,
    table,
    candidates,
  });
}
