import { drawsNamed, rawSql } from '../../../model/expression/raw-sql';
import { bigint, float } from '../../../model/sql-number';
import { dependenceOf } from '../../../model/dependence';
import type { ColumnModel, Model } from '../../../model/types';
import { ownColumn } from '../../../postgres/own-name';
import { isRawSql } from './computed-leads';
import { ledColumns } from './led-columns';
import { bigintText, type Insertion, insertRows, realRows, selectRows } from '../rows/insert-rows';
import type { RowSubset } from '../rows/row-subset';
import { selfEnd, selfReferred, tries, withSecond } from './self-reference';
import type { EndStatements } from '../storage/table-image';
import { boundColumns } from '../catalog/bounds';

export interface EndsOf {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly rowSubset: RowSubset;
  /** Lowest and highest values of the columns that the partition's bound names, as SQL. */
  readonly bounded?: BoundedEnds;
}

export type BoundedEnds = ReadonlyMap<
  string,
  { readonly lowest: string; readonly highest: string }
>;

/** A row by its number and its draw key. */
export interface DrawnRow {
  readonly i: number;
  readonly d: number;
}

/**
 * The only rows of a virtual table: one with the lowest value of every column that leads a b-tree, one with the
 * highest, and those rows of the table that have the lowest or the highest value of an expression. The planner
 * looks them up (get_actual_variable_range, src/backend/utils/adt/selfuncs.c); with nothing but a histogram of
 * sampled values it would believe that the newest rows are not there.
 */
export function endRows(of: EndsOf, further: readonly DrawnRow[] = []): EndStatements {
  const { relation } = of.rowSubset;
  const inside = withSecond(of, further);
  const rows = [...outermost(of), ...inside.map((row) => furtherRow(of, row))];
  const selects = rows.map((row) => selectRows(row));
  const names = selects[0]?.columns ?? [];
  const place = ownColumn(relation, 'end');
  const ends = selects.map(
    ({ select }, k) => `select ${k + 1} as ${place}, e.* from (${select}) as e`,
  );
  return {
    insert: rows.map(insertRows),
    // The row that comes first on the page becomes the lowest. An end that no row has (the border of a partition)
    // changes nothing: the number of changed rows shows it.
    update: `update ${relation.sqlName} as target set (${names.join(', ')})
        = row(${names.map((name) => `ends.${name}`).join(', ')})
      from (select stored.ctid as at, pg_catalog.row_number() over (order by stored.ctid) as place
            from ${relation.sqlName} as stored where stored.ctid < '(1,0)') as places
        join (${ends.join(' union all ')}) as ends on ends.${place} = places.place
      where target.ctid = places.at and target.ctid < '(1,0)'`,
  };
}

/** The lowest and the highest row. */
export function outermost(of: EndsOf): readonly Insertion[] {
  return [endRow(of, 'lowest'), endRow(of, 'highest')];
}

function endRow(of: EndsOf, draw: 'lowest' | 'highest'): Insertion {
  const { model, table, scale, rowSubset, bounded } = of;
  const { relation, first, last } = rowSubset;
  const bounding = new Set(boundColumns(model.table(table), relation));
  const led = ledColumns(of);
  const rows = model.table(table).rows(scale);
  const whole = first === 1 && last === rows;
  return {
    ...common(of),
    source: nearest(rowSubset, draw),
    instead(column) {
      if (!led.has(column.name) || (!whole && followsRows(of, column))) return undefined;
      // The table's own end may lie in another partition.
      if (bounding.has(column)) return bounded?.get(column.name)?.[draw];
      const key = selfReferred(of, column);
      if (key !== undefined) return selfEnd(of, key, draw);
      if (isRawSql(column)) {
        return drawnEnd(column, draw, { row: draw === 'lowest' ? first : last, rows, scale });
      }
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

function furtherRow(of: EndsOf, { i, d }: DrawnRow): Insertion {
  return {
    ...common(of),
    source: `select ${i}::bigint as i, ${d}::bigint as d`,
    instead(column) {
      const key = i === 2 ? selfReferred(of, column) : undefined;
      return key?.rises ? of.model.valueAt(of.table, key.name, 1, of.scale) : undefined;
    },
  };
}

function common({ model, table, scale, rowSubset: { relation } }: EndsOf) {
  return { model, table, relation, scale, into: relation.sqlName };
}

/**
 * Raw SQL at the ends of its draw, where half a row is expected beyond. It may have its own ends elsewhere, as
 * other rows then show.
 */
function drawnEnd(
  { distribution, type }: ColumnModel,
  draw: 'lowest' | 'highest',
  { row, rows, scale }: { readonly row: number; readonly rows: number; readonly scale: number },
): string | undefined {
  const of = distribution.kind === 'nullable' ? distribution.of : distribution;
  // Hardly a row has the ends of several draws at once.
  if (of.kind !== 'sql' || drawsNamed(of.expression).length > 1) return undefined;
  const beyond = 0.5 / rows;
  const sql = rawSql(of.expression, {
    i: bigint(row),
    n: bigint(rows),
    scale: bigint(scale),
    draw: () => float(draw === 'lowest' ? beyond : 1 - beyond),
  });
  return `(${sql})::${type}`;
}

function nearest(rowSubset: RowSubset, draw: 'lowest' | 'highest'): string {
  const { first, last, chosen, rows, keys, pairs } = rowSubset;
  const highest = draw === 'highest';
  if (pairs !== undefined) {
    const few = [pairs.positions, pairs.draws].map((all) => {
      const list = highest ? all.slice(-tries).reverse() : all.slice(0, tries);
      return `pg_catalog.unnest('${bigintText(list)}'::bigint[])`;
    });
    return `select s.i, s.d from rows from (${few.join(', ')}) as s (i, d)`;
  }
  if (chosen && keys !== undefined) {
    // With a draw key of the partition, whatever the row number.
    const few = bigintText(keys.slice(0, tries));
    return `select greatest(1, ${highest ? `${last} + 1 -` : `${first} - 1 +`} k.place) as i, k.d
            from pg_catalog.unnest('${few}'::bigint[]) with ordinality as k (d, place)`;
  }
  // Of a hash partition, one in so many.
  const reach = Math.ceil(tries * Math.max(1, (last - first + 1) / rows));
  const [from, to] = highest ? [last - reach, last] : [first, first + reach];
  return `${realRows(Math.max(1, from), to)} order by g.i ${highest ? 'desc' : ''}`;
}

/** Whether a column's values follow the row number, or may do: then a partition has ends of its own. */
function followsRows({ model, table }: EndsOf, { distribution }: ColumnModel): boolean {
  const { row, raw, follows } = dependenceOf(distribution, { model, table: model.table(table) });
  return row !== 'none' || raw !== 'none' || follows;
}
