import { freeName } from '../postgres/free-name';
import { qualifiedName } from '../postgres/quote';
import type { PartitionBound, PartitionGrowth } from './types';

/** A table that grows partitions, by its catalog name. */
export interface PartitionedTable {
  readonly schema: string;
  readonly name: string;
  /** Names that other relations and types of the schema have. */
  readonly taken?: ReadonlySet<string>;
}

/**
 * The partitions that a table of this row count has. By time: one per started `rowsPerPartition`, each a period long, the
 * last one holding `end`. By number: one for each run of `by` values of a serial column.
 *
 * @param end latest time in the table, milliseconds since 1970; the first number of a serial column
 */
export function partitionsAt(
  growth: PartitionGrowth,
  table: PartitionedTable,
  rows: number,
  end: number,
): PartitionBound[] {
  const { by } = growth;
  if (typeof by === 'number') return partitionsByNumber(by, table, rows, end);
  const count = Math.max(1, Math.ceil(rows / growth.rowsPerPartition));
  const last = periodOf(by, end);
  return Array.from({ length: count }, (_, place) => {
    const number = last - count + 1 + place;
    const from = startOf(by, number);
    const to = startOf(by, number + 1);
    const name = freeName(table.name, `_${label(by, from)}`, table.taken ?? new Set());
    return { name, sqlName: qualifiedName(table.schema, name), from: bound(from), to: bound(to) };
  });
}

/** Partitions of numbers that rise with the row number from `first` on. */
function partitionsByNumber(
  by: number,
  table: PartitionedTable,
  rows: number,
  first: number,
): PartitionBound[] {
  const lowest = Math.floor(first / by);
  const highest = Math.floor((first + Math.max(1, rows) - 1) / by);
  return Array.from({ length: highest - lowest + 1 }, (_, place) => {
    const from = (lowest + place) * by;
    const label = `_${from < 0 ? 'minus_' : ''}${Math.abs(from)}`;
    const name = freeName(table.name, label, table.taken ?? new Set());
    return {
      name,
      sqlName: qualifiedName(table.schema, name),
      from: String(from),
      to: String(from + by),
    };
  });
}

/** First and last time that the rows of such a table have, milliseconds since 1970. */
export function partitionedSpan(
  growth: PartitionGrowth & { readonly by: Period },
  rows: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const count = Math.max(1, Math.ceil(rows / growth.rowsPerPartition));
  return { start: startOf(growth.by, periodOf(growth.by, end) - count + 1), end };
}

/** SQL that creates a partition of a table. */
export function createPartition(parent: string, { sqlName, from, to }: PartitionBound): string {
  return `create table ${sqlName} partition of ${parent} for values from ('${from}') to ('${to}')`;
}

export type Period = Exclude<PartitionGrowth['by'], number>;

const day = 86_400_000;
/** 1970-01-05, a Monday. */
const firstMonday = 4 * day;

/** Number of the period that a time lies in, counted from 1970. */
function periodOf(by: Period, time: number): number {
  const date = new Date(time);
  switch (by) {
    case 'day':
      return Math.floor(time / day);
    case 'week':
      return Math.floor((time - firstMonday) / (7 * day));
    case 'month':
      return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
    case 'year':
      return date.getUTCFullYear() - 1970;
  }
}

function startOf(by: Period, number: number): number {
  switch (by) {
    case 'day':
      return number * day;
    case 'week':
      return firstMonday + number * 7 * day;
    case 'month':
      return Date.UTC(1970, number);
    case 'year':
      return Date.UTC(1970 + number, 0);
  }
}

/** `2026`, `2026_01` or `2026_01_05`. */
function label(by: Period, start: number): string {
  const digits = { day: 10, week: 10, month: 7, year: 4 }[by];
  return new Date(start).toISOString().slice(0, digits).replaceAll('-', '_');
}

/** In UTC; types without a zone ignore it. */
function bound(time: number): string {
  return `${new Date(time).toISOString().slice(0, 10)} 00:00:00+00`;
}
