import { PlancliffError } from '../../errors';
import { spellingsOf, splitsOf } from '../../postgres/dotted-name';
import type { DrawnValue } from '../draw';
import { columnOf, distributionAt, termsOf } from '../column';
import type { ColumnParts, ModelParts, TableParts } from '../column';
import { compileDistribution } from '../expression/compile-distribution';
import { cast, type Terms } from '../expression/value';
import { didYouMean } from '../../text/nearest';
import { bigint } from '../sql-number';
import type { Distribution } from '../types';
import { fromRows, rowTexts } from './from-rows';
import { pick } from './pick';
import type { Place } from './place';

/**
 * SQL of the value that a label stands for in a column, at a scale, cast to the column's type. It reads no
 * table. Where a value has a closed form, that is it; where all values are equally likely, `common` is the
 * middle one and `rare` the one at three quarters; see each distribution in `pick.ts`.
 *
 * @throws PlancliffError `model` for an unknown column, and for a value that there can't be, such as an
 * absent one among two booleans.
 */
export function caseValue(parts: ModelParts, draw: DrawnValue, scale: number): string {
  const { table, column } = find(parts, draw.from);
  if (draw.draw === 'null') return `null::${column.type}`;
  const found = fromRows(draw, {
    parts,
    table,
    column,
    scale,
    valueOf: ({ name }, label) =>
      caseValue(parts, { draw: label, from: `${table.name}.${name}` }, scale),
  });
  if (found !== undefined) return found;
  const rows = parts.rows(table.name, scale);
  const distribution = distributionAt(parts, table, column, scale);
  const place = (of: Distribution, enumLabels: Place['enumLabels'], termsAt: TermsAt): Place => ({
    rows,
    type: termsAt(1).type,
    enumLabels,
    terms: termsAt(1),
    at: (row) => compileDistribution(of, termsAt(row)),
    part: ({ name, distribution: inner, type }) =>
      name === undefined
        ? place(inner, enumLabels, termsAt)
        : place(inner, undefined, (row) => {
            const terms = termsAt(row);
            return { ...terms, source: terms.source.part(name), type, unique: { kind: 'none' } };
          }),
    parent: (name, key, label) => ({
      sql: caseValue(parts, { draw: label, from: `${name}.${key}` }, scale),
      type: 'unknown',
    }),
  });
  const termsAt: TermsAt = (row) => {
    const number = bigint(row);
    return termsOf(parts, table, column, scale, { i: number, d: number });
  };
  const picked = pick(distribution, draw.draw, place(distribution, column.enumLabels, termsAt));
  if (picked !== undefined) return cast({ ...picked, type: 'unknown' }, column.type);
  throw new PlancliffError('model', {
    message: `draw.${draw.draw}('${draw.from}'): a column of ${column.distribution.kind} values has no such value`,
    hint: 'Give the case a value of your own.',
  });
}

/**
 * Draws that one row answers, by what they have in common; undefined for one that is drawn alone.
 *
 * @throws PlancliffError `model` for an unknown column
 */
export function rowKey(parts: ModelParts, draw: DrawnValue): string | undefined {
  const { draw: label, row, where, count, after } = draw;
  if (row === undefined || where !== undefined || count !== undefined || after !== undefined)
    return undefined;
  return JSON.stringify([find(parts, draw.from).table.name, label, row]);
}

/** SQL of the texts of draws with the same `rowKey`, as an array in their order. */
export function rowOfCase(parts: ModelParts, draws: readonly DrawnValue[], scale: number): string {
  const [first] = draws;
  if (first === undefined) throw new RangeError('no draw');
  const { table } = find(parts, first.from);
  const columns = draws.map(({ from }) => find(parts, from).column);
  return rowTexts(first, columns, { parts, table, scale });
}

type TermsAt = (row: number) => Terms;

/** The column of `table.column` or `schema.table.column`, however it is spelled; undefined where there is none. */
export function columnNamed(
  parts: ModelParts,
  from: string,
): { readonly table: TableParts; readonly column: ColumnParts } | undefined {
  const tables = [...parts.tables.values()];
  for (const { before, after } of splitsOf(from)) {
    const table = tableNamed(before, tables);
    const column = table?.columns.find(({ name }) => spellingsOf(after).includes(name));
    if (table !== undefined && column !== undefined) return { table, column };
  }
  return undefined;
}

function find(parts: ModelParts, from: string): { table: TableParts; column: ColumnParts } {
  const found = columnNamed(parts, from);
  if (found !== undefined) return found;
  const tables = [...parts.tables.values()];
  const dot = from.lastIndexOf('.');
  const name = from.slice(0, dot);
  const table = tableNamed(name, tables);
  if (table === undefined) {
    throw new PlancliffError('model', {
      message: `draw from '${from}': the data model has no table '${name}'`,
      hint: didYouMean(name, [...parts.tables.keys()]),
    });
  }
  return { table, column: columnOf(table, from.slice(dot + 1)) };
}

function tableNamed(name: string, tables: readonly TableParts[]): TableParts | undefined {
  return tables.find((candidate) => candidate.name === name || candidate.sqlName === name);
}
