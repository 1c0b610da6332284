import { isStatementError } from '../../postgres/server-error';
import type { ColumnStatistics } from '../../pull/types';
import type { Connection } from '../../postgres/types';

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

const restore = `
  select s.schemaname, s.relname, s.attname, case when exists (
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      join pg_catalog.pg_attribute a on a.attrelid = c.oid
    where n.nspname = s.schemaname and c.relname = s.relname and a.attname = s.attname and not a.attisdropped
      and c.relkind in ('r', 'm', 'p', 'i', 'I')) then pg_catalog.pg_restore_attribute_stats(
    'schemaname', s.schemaname, 'relname', s.relname, 'attname', s.attname, 'inherited', s.inherited,
    'version', pg_catalog.current_setting('server_version_num')::integer,
    ${figures.map(({ name, sql }) => `'${name}', ${sql}`).join(', ')}) else false end as restored
  from pg_catalog.jsonb_to_recordset($1::jsonb) as s (schemaname text, relname text, attname text, inherited boolean,
    ${figures.map(({ name, type }) => `${name} ${type}`).join(', ')})`;

/**
 * Gives columns the statistics of others to the last digit. Needs PostgreSQL 18.
 *
 * @returns columns that the server refused, as `schema.table.column`
 */
export async function restoreColumns(
  connection: Connection,
  columns: readonly PlacedColumn[],
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (let from = 0; from < columns.length; from += atOnce) {
    refused.push(...(await restoreSome(connection, columns.slice(from, from + atOnce))));
  }
  return refused;
}

/** One that the server throws out takes the others of its statement along: they are tried again in halves. */
async function restoreSome(
  connection: Connection,
  columns: readonly PlacedColumn[],
): Promise<readonly string[]> {
  const rows = columns.map(({ schema, relation, column }) => {
    // jsonb_to_recordset passes over what it is not asked for, such as the type.
    return { schemaname: schema, relname: relation, ...column };
  });
  try {
    const answer = await connection.query<Record<string, string> & { restored: boolean }>(restore, [
      JSON.stringify(rows),
    ]);
    return answer.rows
      .filter(({ restored }) => !restored)
      .map(({ schemaname, relname, attname }) => `${schemaname}.${relname}.${attname}`);
  } catch (error) {
    if (!isStatementError(error)) throw error;
    const [first, ...others] = columns;
    if (first === undefined) return [];
    if (others.length === 0) return [`${first.schema}.${first.relation}.${first.column.attname}`];
    const half = Math.ceil(columns.length / 2);
    return [
      ...(await restoreSome(connection, columns.slice(0, half))),
      ...(await restoreSome(connection, columns.slice(half))),
    ];
  }
}

/** A text of some megabytes at most. */
const atOnce = 500;
