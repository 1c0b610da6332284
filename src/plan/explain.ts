import type { Connection } from '../postgres/types';
import type { Statement } from './types';

const options = '(format json, verbose, settings)';
const name = 'plancliff_generic';
const explain = `explain ${options} `;
const prepare = `prepare ${name} as `;

/** Characters that stand before the statement in the text that is sent, for positions of errors. */
export const lead = { custom: explain.length, generic: prepare.length } as const;

/**
 * EXPLAIN without ANALYZE, the values bound by the extended protocol as a driver does. The planner sees them as
 * constants, as it does for the first executions of a prepared statement. (A row limit of the protocol would forbid
 * parallel workers at execution; it has no part in planning, and none is set.)
 */
export async function explainCustom(
  connection: Connection,
  { sql, parameters }: Statement,
): Promise<unknown> {
  const { rows } = await connection.query<Answer>(explain + sql, parameters);
  return rows[0]?.['QUERY PLAN'];
}

/**
 * The plan that holds for all values, on every major alike: under `force_generic_plan`, which only a prepared
 * statement heeds, none of them is looked at. Leaves the prepared statement behind.
 */
export async function explainGeneric(
  connection: Connection,
  sql: string,
  parameters: number,
): Promise<unknown> {
  await connection.query(prepare + sql);
  const values = Array.from({ length: parameters }, () => 'null').join(', ');
  const call = parameters === 0 ? name : `${name} (${values})`;
  const { rows } = await connection.query<Answer>(`${explain}execute ${call}`);
  return rows[0]?.['QUERY PLAN'];
}

interface Answer {
  readonly 'QUERY PLAN': unknown;
}
