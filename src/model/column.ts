import { counted } from '../text/figures';
import { PlancliffError } from '../errors';
import {
  hashSource,
  mixedSource,
  narrowedSource,
  positionSource,
  uniformSource,
} from './draw-source';
import type { DrawSource } from './draw-source';
import { classSource } from './expression/classes';
import { compileDistribution, referredRow } from './expression/compile-distribution';
import { placeOf, quantileOf } from './expression/layout';
import { largestGroup, layoutOf, parentRow, siblingsOf } from './expression/reference';
import { cast } from './expression/value';
import type { Terms, Value, World } from './expression/value';
import { parseTime } from './arguments';
import { partitionedSpan } from './partitions';
import { withoutNulls } from './parts-of';
import type { PartitionedTable } from './partitions';
import { didYouMean } from '../text/nearest';
import { bigint } from './sql-number';
import type { ColumnModel, Distribution, DrawWindows, PartitionGrowth, UniqueRole } from './types';
import type { Uniqueness } from './unique';

/** A column with what the catalog says of it. */
export interface ColumnParts extends ColumnModel {
  readonly nullable: boolean;
  readonly role: UniqueRole | undefined;
  /** Labels of an enum type, in its order. */
  readonly enumLabels: readonly string[] | undefined;
}

export interface TableParts {
  readonly name: string;
  readonly sqlName: string;
  readonly columns: readonly ColumnParts[];
  readonly primaryKey: readonly string[];
  /** By its catalog names, for the partitions that it grows. */
  readonly relation: PartitionedTable;
  readonly partitions: PartitionGrowth | undefined;
  readonly growthParent: string | undefined;
}

/** The model as data, before anything is asked of it. */
export interface ModelParts {
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly clock: number;
  readonly tables: ReadonlyMap<string, TableParts>;
  rows(table: string, scale: number): number;
}

/** SQL of a row's number and of its draw key. */
export interface RowNumber {
  readonly i: string;
  readonly d: string;
  /** Where not all values of a column may be drawn. */
  readonly windows?: DrawWindows;
}

/** SQL of a column's value, cast to the column's type, in the row with this number. */
export function columnExpression(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
  row: RowNumber,
): string {
  return cast(
    compileDistribution(
      distributionAt(parts, table, column, scale),
      termsOf(parts, table, column, scale, row),
    ),
    column.type,
  );
}

/** A column's distribution; the time that a table is partitioned by fills the existing partitions. */
export function distributionAt(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
): Distribution {
  const { distribution } = column;
  const { partitions } = table;
  if (partitions?.column !== column.name || distribution.kind !== 'time') return distribution;
  const { by } = partitions;
  if (typeof by === 'number') return distribution;
  const rows = parts.rows(table.name, scale);
  const span = partitionedSpan({ ...partitions, by }, rows, lastTime(distribution, parts.clock));
  const iso = (time: number) => new Date(time).toISOString();
  return { ...distribution, from: iso(span.start), to: iso(span.end) };
}

/** Milliseconds since 1970; just before `to`, which may be where the next partition starts. */
export function lastTime({ to }: { readonly to: string }, clock: number): number {
  return (to === 'clock' ? clock : parseTime(to)) - 1;
}

/** What a column's expression is made of, at a scale, for a row. */
export function termsOf(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
  row: RowNumber,
): Terms {
  const terms: Terms = {
    i: row.i,
    rows: parts.rows(table.name, scale),
    scale,
    place: { i: row.i, rows: parts.rows(table.name, scale), before: 0 },
    part: 1,
    depth: 0,
    source: ownSource(parts, table, column, row),
    type: column.type,
    nullable: column.nullable,
    unique: { kind: 'none' },
    world: worldOf(parts, table, column, scale, row),
  };
  return { ...terms, unique: uniqueness(parts, table, column, scale, row, terms) };
}

function worldOf(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
  row: RowNumber,
): World {
  return {
    place: `${table.name}.${column.name}`,
    table: table.name,
    clock: parts.clock,
    rowsOf: (name) => parts.rows(name, scale),
    keyAt: (name, key, number) => keyAt(parts, name, key, number, scale),
    referredRowOf(name) {
      const other = columnOf(table, name);
      return referredRow(other.distribution, termsOf(parts, table, other, scale, row));
    },
    siblingsOf(name) {
      const other = columnOf(table, name);
      if (other.distribution.kind !== 'reference') throw new RangeError(`${name} is no reference`);
      return siblingsOf(other.distribution, termsOf(parts, table, other, scale, row));
    },
    eventSource: (event) => eventSource(parts, table, event, row),
    sourceOf(name) {
      return sharedSource(parts, table, columnOf(table, name), scale, row);
    },
  };
}

/** The value of a key column in a row, by the column's own expression: so the row is there. */
function keyAt(
  parts: ModelParts,
  name: string,
  key: string | undefined,
  row: string,
  scale: number,
): Value {
  const table = parts.tables.get(name);
  if (table === undefined) throw new RangeError(`No table ${name}`);
  const column = columnOf(table, key ?? table.primaryKey[0] ?? 'id');
  const terms = termsOf(parts, table, column, scale, { i: row, d: row });
  const value = compileDistribution(distributionAt(parts, table, column, scale), terms);
  return value.type === 'bigint' ? value : { sql: cast(value, column.type), type: column.type };
}

function ownSource(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  row: RowNumber,
): DrawSource {
  const own = hashSource(row.d, `${parts.seed}/${table.name}/${column.name}`);
  return row.windows?.column === column.name ? narrowedSource(own, row.d, row.windows) : own;
}

function eventSource(
  parts: ModelParts,
  table: TableParts,
  event: string,
  row: Pick<RowNumber, 'd'>,
): DrawSource {
  return hashSource(row.d, `${parts.seed}/${table.name}/event ${event}`);
}

/** What a column that is correlated with this one draws from: the row number, where this one follows it. */
function sharedSource(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
  row: RowNumber,
): DrawSource {
  const of = withoutNulls(column.distribution);
  if (of.kind === 'reference' && column.role?.kind === 'dealt') {
    const terms = termsOf(parts, table, column, scale, row);
    const layout = layoutOf(of.ordered, terms);
    return uniformSource(quantileOf(layout, placeOf(layout, row.i)));
  }
  const inOrder = of.kind === 'reference' && (of.ordered || column.role !== undefined);
  if (inOrder || ['serial', 'time', 'uuid-v7', 'phases'].includes(of.kind)) {
    return positionSource(row.i, parts.rows(table.name, scale));
  }
  const own = ownSource(parts, table, column, row);
  if (of.kind === 'classes') {
    return classSource(of, termsOf(parts, table, column, scale, row));
  }
  if (of.kind !== 'correlated') return own;
  const other = sharedSource(parts, table, columnOf(table, of.column), scale, row);
  return mixedSource(own, other, of.strength);
}

function uniqueness(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  scale: number,
  row: RowNumber,
  terms: Terms,
): Uniqueness {
  const { role } = column;
  if (role === undefined) return { kind: 'none' };
  if (role.kind === 'label') return labelled(parts, table, column, role.within, terms);
  if (role.kind !== 'stratum') return role;
  const group = columnOf(table, role.within);
  const of = group.distribution;
  if (of.kind !== 'reference') throw new RangeError(`${role.within} is no reference`);
  const parents = parts.rows(of.table, scale);
  const size = largestGroup(of.skew, parents, terms.rows);
  const parent = parentRow(of, termsOf(parts, table, group, scale, row));
  return {
    kind: 'stratum',
    // Each row of a group has a slice of the values to itself, from a start that the group draws.
    member(count, bits) {
      if (size > count) {
        throw new PlancliffError('model', {
          message: `${table.name}.${column.name}: up to ${size} rows of one ${group.name} must differ, but it has ${counted(count, 'value')}`,
          hint: `Let ${of.table} have more rows, or this column more values.`,
        });
      }
      const start = hashSource(parent, `${parts.seed}/${table.name}/${column.name}`).bits('start');
      const slice = `((${row.i} + ${start}) % ${bigint(size)})`;
      const width = Math.floor(count / size);
      return width === 1 ? slice : `(${slice} * ${bigint(width)} + ${bits} % ${bigint(width)})`;
    },
  };
}

/** Labels that differ among siblings: drawn by steps of one over their number, from a start that the parent draws. */
function labelled(
  parts: ModelParts,
  table: TableParts,
  column: ColumnParts,
  within: string,
  terms: Terms,
): Uniqueness {
  const { parent, number, size, most } = terms.world.siblingsOf(within);
  const start = hashSource(parent, `${parts.seed}/${table.name}/${column.name}`).uniform('start');
  return { kind: 'label', within, size, most, quantile: `((${number} - 1 + ${start}) / ${size})` };
}

/** A column by name; throws with the nearest right one. */
export function columnOf(table: TableParts, name: string): ColumnParts {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  throw new PlancliffError('model', {
    message: `${table.name}: no column '${name}' with a distribution`,
    hint: didYouMean(
      name,
      table.columns.map((candidate) => candidate.name),
    ),
  });
}
