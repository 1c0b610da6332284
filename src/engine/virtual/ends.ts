import type { Model } from '../../model/types';
import type { Relation } from './relations';
import { insertRows, realRows } from './sample/fill';

/**
 * INSERTs of the only rows of a virtual table: one with the lowest value of every column that leads a b-tree,
 * one with the highest. The planner looks them up (get_actual_variable_range,
 * src/backend/utils/adt/selfuncs.c); with nothing but a histogram of sampled values it would believe that the
 * newest rows are not there.
 */
export function endRows(
  model: Model,
  table: string,
  relation: Relation,
  scale: number,
): readonly string[] {
  const leading = new Set(
    relation.indexes.filter((index) => index.method === 'btree').map((index) => index.keys[0]),
  );
  const led = new Set(
    relation.columns.filter((column) => leading.has(column.number)).map((column) => column.name),
  );
  return (['lowest', 'highest'] as const).map((draw) => {
    const row = draw === 'lowest' ? 1 : model.table(table).rows(scale);
    return insertRows({
      model,
      table,
      relation,
      scale,
      into: relation.sqlName,
      source: realRows(row, row),
      orSkip: true,
      instead(column) {
        if (!led.has(column.name)) return undefined;
        try {
          return model.drawExpression({ draw, from: `${table}.${column.name}` }, scale);
        } catch {
          // Some distributions name no ends: the first and last rows' own values stand for them.
          return undefined;
        }
      },
    });
  });
}
