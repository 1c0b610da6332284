import { PlancliffError } from '../../errors';
import type { DrawnValue } from '../draw';
import { columnOf, distributionAt, termsOf } from '../column';
import type { ColumnParts, ModelParts, TableParts } from '../column';
import { compileDistribution } from '../expression/compile-distribution';
import { cast } from '../expression/value';
import { didYouMean } from '../rows';
import { bigint } from '../sql-number';
import { pick } from './pick';

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
  const rows = parts.rows(table.name, scale);
  const distribution = distributionAt(parts, table, column, scale);
  const at = (row: number) => {
    const number = `${bigint(row)}::bigint`;
    const terms = termsOf(parts, table, column, scale, { i: number, d: number });
    return compileDistribution(distribution, terms);
  };
  const picked = pick(distribution, draw.draw, {
    rows,
    at,
    type: column.type,
    enumLabels: column.enumLabels,
    terms: termsOf(parts, table, column, scale, { i: '1::bigint', d: '1::bigint' }),
    parent(name, key, label) {
      return {
        sql: caseValue(parts, { draw: label, from: `${name}.${key}` }, scale),
        type: 'unknown',
      };
    },
  });
  if (picked !== undefined) return cast({ ...picked, type: 'unknown' }, column.type);
  throw new PlancliffError('model', {
    message: `draw.${draw.draw}('${draw.from}'): a column of ${column.distribution.kind} values has no such value`,
    hint: 'Give the case a value of your own.',
  });
}

function find(parts: ModelParts, from: string): { table: TableParts; column: ColumnParts } {
  const dot = from.lastIndexOf('.');
  const name = from.slice(0, dot);
  const tables = [...parts.tables.values()];
  const table = tables.find((candidate) => candidate.name === name || candidate.sqlName === name);
  if (table === undefined) {
    throw new PlancliffError('model', {
      message: `draw from '${from}': the data model has no table '${name}'`,
      hint: didYouMean(name, [...parts.tables.keys()]),
    });
  }
  return { table, column: columnOf(table, from.slice(dot + 1)) };
}
