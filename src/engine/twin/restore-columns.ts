import { isStatementError } from '../../postgres/server-error';
import type { ColumnStatistics } from '../../pull/types';
import type { Connection } from '../../postgres/types';
import { deleteStatistics, insertStatistics, otherTypedExpressions } from './insert-statistics';

/** Statistics of one column, and where they belong. */
export interface PlacedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: ColumnStatistics;
}

/** Arguments of pg_restore_attribute_stats with their types (attribute_stats.c, attarginfo). */
const numbers = {
  null_frac: 'real',
  avg_width: 'integer',
  n_distinct: 'real',
  most_common_freqs: 'real[]',
  correlation: 'real',
  most_common_elem_freqs: 'real[]',
  elem_count_histogram: 'real[]',
  range_empty_frac: 'real',
} as const;

/** These are arrays of the column's type, and passed as the text of an array. */
const values = [
  'most_common_vals',
  'histogram_bounds',
  'most_common_elems',
  'range_length_histogram',
  'range_bounds_histogram',
] as const;

const figures = [
  ...Object.entries(numbers).map(([name, type]) => ({ name, type, sql: `s.${name}` })),
  ...values.map((name) => ({ name, type: 'text[]', sql: `s.${name}::text` })),
];

/** The statistics to restore, as rows; it passes over what it is not asked for, such as the type. */
const source = `pg_catalog.jsonb_to_recordset($1::jsonb) as s (schemaname text, relname text, attname text, inherited boolean,
    valuetype oid, ${figures.map(({ name, type }) => `${name} ${type}`).join(', ')})`;

const restore = `
  select s.schemaname, s.relname, s.attname, case when exists (
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      join pg_catalog.pg_attribute a on a.attrelid = c.oid
    where n.nspname = s.schemaname and c.relname = s.relname and a.attname = s.attname and not a.attisdropped
      and c.relkind in ('r', 'm', 'p', 'i', 'I')) then pg_catalog.pg_restore_attribute_stats(
    'schemaname', s.schemaname, 'relname', s.relname, 'attname', s.attname, 'inherited', s.inherited,
    'version', pg_catalog.current_setting('server_version_num')::integer,
    ${figures.map(({ name, sql }) => `'${name}', ${sql}`).join(', ')}) else false end as restored
  from ${source}`;

/**
 * Gives columns the statistics of others to the last digit: with pg_restore_attribute_stats, which PostgreSQL 18 brought, or as
 * rows of pg_statistic.
 *
 * @returns columns that the server refused, as `schema.table.column`
 */
export async function restoreColumns(
  connection: Connection,
  columns: readonly PlacedColumn[],
  major: number,
): Promise<readonly string[]> {
  const write = major >= 18 ? restored : inserted;
  const refused: string[] = [];
  for (let from = 0; from < columns.length; from += atOnce) {
    refused.push(...(await restoreSome(connection, columns.slice(from, from + atOnce), write)));
  }
  return refused;
}

interface Restored {
  readonly schemaname: string;
  readonly relname: string;
  readonly attname: string;
  readonly restored: boolean;
}

/** Writes statistics; throws where the server refuses those of one column. */
type Write = (
  connection: Connection,
  columns: readonly PlacedColumn[],
) => Promise<readonly Restored[]>;

const restored: Write = async (connection, columns) => {
  const answer = await connection.query<Restored>(restore, [JSON.stringify(rowsOf(columns))]);
  return answer.rows;
};

const inserted: Write = async (connection, columns) => {
  const types = await expressionTypes(connection, columns);
  const rows = rowsOf(columns).map((row) => ({ ...row, valuetype: types.get(keyOf(row)) }));
  const values = [JSON.stringify(rows)];
  await connection.query(deleteStatistics(source), values);
  const answer = await connection.query<Restored>(insertStatistics(source), values);
  return answer.rows;
};

const rowsOf = (columns: readonly PlacedColumn[]) =>
  columns.map(({ schema, relation, column }) => ({
    schemaname: schema,
    relname: relation,
    ...column,
  }));

const keyOf = (of: Pick<Restored, 'schemaname' | 'relname' | 'attname'>): string =>
  JSON.stringify([of.schemaname, of.relname, of.attname]);

/** OIDs of the types of expressions that their indexes store as others, such as the words of a text. */
async function expressionTypes(
  connection: Connection,
  columns: readonly PlacedColumn[],
): Promise<ReadonlyMap<string, number>> {
  const names = [...new Set(columns.map(({ relation }) => relation))];
  const { rows } = await connection.query<{
    schemaname: string;
    relname: string;
    attname: string;
    type: string;
  }>(otherTypedExpressions, [names]);
  if (rows.length === 0) return new Map();
  const list = rows.map(({ type }, k) => `${type} as t${k}`).join(', ');
  const types = await connection.query<Record<string, number>>(`select ${list}`);
  return new Map(rows.map((row, k) => [keyOf(row), types.rows[0]?.[`t${k}`] ?? 0]));
}

/** One that the server throws out takes the others of its statement along: they are tried again in halves. */
async function restoreSome(
  connection: Connection,
  columns: readonly PlacedColumn[],
  write: Write,
): Promise<readonly string[]> {
  try {
    return (await write(connection, columns))
      .filter((row) => !row.restored)
      .map(({ schemaname, relname, attname }) => `${schemaname}.${relname}.${attname}`);
  } catch (error) {
    if (!isStatementError(error)) throw error;
    const [first, ...others] = columns;
    if (first === undefined) return [];
    if (others.length === 0) return [`${first.schema}.${first.relation}.${first.column.attname}`];
    const half = Math.ceil(columns.length / 2);
    return [
      ...(await restoreSome(connection, columns.slice(0, half), write)),
      ...(await restoreSome(connection, columns.slice(half), write)),
    ];
  }
}

/** A text of some megabytes at most. */
const atOnce = 500;
