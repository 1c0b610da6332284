import type { ColumnModel, Distribution, Model } from '../../model/types';
import { insertRows } from './sample/fill';
import type { Stretch } from './sample/stretch';

export interface EndsOf {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly stretch: Stretch;
}

/**
 * INSERTs of the only rows of a virtual table: one with the lowest value of every column that leads a b-tree,
 * one with the highest. The planner looks them up (get_actual_variable_range,
 * src/backend/utils/adt/selfuncs.c); with nothing but a histogram of sampled values it would believe that the
 * newest rows are not there.
 */
export function endRows({ model, table, scale, stretch }: EndsOf): readonly string[] {
  const { relation, first, last } = stretch;
  const leading = new Set(
    relation.indexes.filter((index) => index.method === 'btree').map((index) => index.keys[0]),
  );
  const led = new Set(
    relation.columns.filter((column) => leading.has(column.number)).map((column) => column.name),
  );
  const whole = first === 1 && last === model.table(table).rows(scale);
  return (['lowest', 'highest'] as const).map((draw) => {
    const [from, to] = draw === 'lowest' ? [first, first + tries] : [last - tries, last];
    return insertRows({
      model,
      table,
      relation,
      scale,
      into: relation.sqlName,
      source: nearest(Math.max(1, from), to, draw === 'highest'),
      instead(column) {
        if (!led.has(column.name) || (!whole && followsRows(column))) return undefined;
        try {
          return model.drawExpression({ draw, from: `${table}.${column.name}` }, scale);
        } catch {
          // Some distributions name no ends: the first and last rows' own values stand for them.
          return undefined;
        }
      },
      ...(relation.bound === null ? {} : { where: relation.bound }),
      limit: 1,
      orSkip: true,
    });
  });
}

/** A row at the border of a partition may belong to its neighbour: so many are tried. */
const tries = 200;

function nearest(from: number, to: number, descending: boolean): string {
  return `(select i, i as d from generate_series(${from}::bigint, ${to}::bigint) as i
           order by i ${descending ? 'desc' : ''}) as real_rows`;
}

/** Whether a column's values follow the row number: then a partition has ends of its own. */
function followsRows({ distribution }: ColumnModel): boolean {
  const of: Distribution = distribution.kind === 'nullable' ? distribution.of : distribution;
  switch (of.kind) {
    case 'serial':
    case 'time':
    case 'uuid-v7':
    case 'sql':
    case 'correlated':
      return true;
    case 'reference':
      return of.ordered;
    default:
      return false;
  }
}
