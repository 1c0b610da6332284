import type { ErrorParts } from '../../errors';
import type { Distribution } from '../../model/types';
import type { RefusedColumn } from './find-column';
import type { RefusedExpression } from './find-expression';
import { reasonOf } from '../../postgres/server-error';

export interface RefusedValue {
  readonly table: string;
  /** `scale` in words, as `1M`. */
  readonly scale: string;
  /** Rows of the table at that scale. */
  readonly rowCount: number;
  readonly found: RefusedColumn | RefusedExpression;
  /** Of the domain whose constraint is broken. */
  readonly definition?: string | undefined;
}

/** The error of a value that the server refuses to compute or to store. */
export function wordColumn({
  table,
  scale,
  rowCount,
  found,
  definition,
}: RefusedValue): ErrorParts {
  if ('object' in found) {
    return {
      message: `tables.${table}: the ${found.object} cannot be computed for the rows at ${scale}`,
      reason: reasonOf(found.error),
      hint: `Change the distributions of the columns in ${found.expression}, or the expression in the schema.`,
      cause: found.error,
    };
  }
  const { column, error, row, value } = found;
  const expression = rawSql(column.distribution);
  const what = expression === undefined ? 'its distribution' : `sql(${JSON.stringify(expression)})`;
  const of = value === undefined ? '' : `, value ${value}`;
  const where = row === undefined ? '' : ` in row ${row} of ${rowCount}${of},`;
  return {
    message: `tables.${table}.columns.${column.name}: the server refuses ${what}${where} at ${scale}`,
    reason: reasonOf(error),
    hint: hintFor(found, expression !== undefined, definition),
    cause: error,
  };
}

function hintFor(
  { column, error }: RefusedColumn,
  raw: boolean,
  definition: string | undefined,
): string {
  const type = `its type ${column.type}${definition === undefined ? '' : ` (${definition})`}`;
  if (raw && error.code.startsWith('42')) {
    return 'Correct the expression: i (row number) and n (row count) are bigint, u (from 0 to below 1) is double precision.';
  }
  return raw
    ? `Change the expression so that every row has a value of ${type}.`
    : `Change its distribution so that every value fits ${type}, or end at a smaller scale.`;
}

function rawSql(distribution: Distribution): string | undefined {
  const of = distribution.kind === 'nullable' ? distribution.of : distribution;
  return of.kind === 'sql' ? of.expression : undefined;
}
