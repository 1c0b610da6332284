import type { ColumnModel, Distribution, Model } from '../../model/types';
import type { RelationColumn } from './relations';
import { type Insertion, insertRows, selectRows } from './sample/fill';
import type { Stretch } from './sample/stretch';
import type { EndStatements } from './tables/physical-tables';

export interface EndsOf {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly stretch: Stretch;
}

/**
 * The only rows of a virtual table: one with the lowest value of every column that leads a b-tree, one with the
 * highest. The planner looks them up (get_actual_variable_range, src/backend/utils/adt/selfuncs.c); with nothing
 * but a histogram of sampled values it would believe that the newest rows are not there.
 */
export function endRows(of: EndsOf): EndStatements {
  const { relation } = of.stretch;
  const rows = (['lowest', 'highest'] as const).map((draw) => endRow(of, draw));
  const [lowest, highest] = rows.map((row) => selectRows(row));
  const names = lowest?.columns.join(', ') ?? '';
  return {
    insert: rows.map(insertRows),
    // The row that comes first on the page becomes the lowest.
    update: `update ${relation.sqlName} as target set (${names}) = (
        select ${names} from (
          select 1 as plancliff_end, lowest.* from (${lowest?.select}) as lowest
          union all select 2, highest.* from (${highest?.select}) as highest) as ends
        where plancliff_end = case when target.ctid = (
          select min(ctid) from ${relation.sqlName} where ctid < '(1,0)') then 1 else 2 end)
      where ctid < '(1,0)'`,
  };
}

function endRow({ model, table, scale, stretch }: EndsOf, draw: 'lowest' | 'highest'): Insertion {
  const { relation, first, last } = stretch;
  const leading = new Set(
    relation.indexes.filter((index) => index.method === 'btree').map((index) => index.keys[0]),
  );
  const isLed = ({ number }: RelationColumn) => leading.has(number);
  const led = new Set(relation.columns.filter(isLed).map((column) => column.name));
  const whole = first === 1 && last === model.table(table).rows(scale);
  const [from, to] = draw === 'lowest' ? [first, first + tries] : [last - tries, last];
  return {
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
  };
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
