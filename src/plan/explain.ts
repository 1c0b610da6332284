import { randomBytes } from 'node:crypto';
import type { Connection } from '../postgres/types';
import type { Statement } from './types';

const options = 'format json, verbose, settings';
const custom = `explain (${options}) `;
const generic = `explain (generic_plan, ${options}) `;

/** From this major on EXPLAIN itself can plan for any values. */
export const explainsGeneric = 16;

/**
 * EXPLAIN without ANALYZE, the values bound by the extended protocol as a driver does. The planner sees them as
 * constants, as it does for the first executions of a prepared statement. (A row limit of the protocol would forbid
 * parallel workers at execution; it has no part in planning, and none is set.)
 */
export async function explainCustom(
  connection: Connection,
  { sql, parameters }: Statement,
): Promise<unknown> {
  const { rows } = await connection.query<Answer>(custom + sql, parameters);
  return rows[0]?.['QUERY PLAN'];
}

/** A plan that holds for all values: how it is asked for, and what may have to be removed afterwards. */
export interface GenericPlan {
  readonly json: Promise<unknown>;
  /** Removes the prepared statement, if there is one. To be called outside of a failed transaction. */
  readonly discard: () => Promise<void>;
}

/**
 * The plan that holds for all values.
 *
 * From 16 on by GENERIC_PLAN, over the simple protocol: with a value bound for each parameter, even null, the executor
 * prunes partitions when it starts (ExecInitPartitionPruning), and EXPLAIN shows no table at all. So the text must have
 * been parsed, and be one statement. Before 16 by a prepared statement under `force_generic_plan`, which alone heeds it,
 * with a random name, since a pooler may give the connection to others too, and without partition pruning. Both
 * settings must hold for the transaction alone.
 */
export function explainGeneric(
  connection: Connection,
  sql: string,
  parameters: number,
  major: number,
): GenericPlan {
  if (major >= explainsGeneric) {
    return { json: planIn(connection.query<Answer>(generic + sql)), discard: nothing };
  }
  const name = `plancliff_${randomBytes(8).toString('hex')}`;
  let isPrepared = false;
  const prepared = async (): Promise<unknown> => {
    await connection.query(
      `select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true),
         pg_catalog.set_config('enable_partition_pruning', 'off', true)`,
      [],
    );
    await connection.query(prepareAs(name) + sql, []);
    isPrepared = true;
    const values = Array.from({ length: parameters }, () => 'null').join(', ');
    const call = parameters === 0 ? name : `${name} (${values})`;
    return planIn(connection.query<Answer>(`${custom}execute ${call}`, []));
  };
  return {
    json: prepared(),
    discard: async () => {
      // To remove what was never prepared would fail the transaction for the next statement.
      if (isPrepared) await connection.query(`deallocate ${name}`, []).catch(() => undefined);
    },
  };
}

/** Characters that stand before the statement in the text that is sent, for positions of errors. */
export function leadOf(kind: 'custom' | 'generic', major: number): number {
  if (kind === 'custom') return custom.length;
  return major >= explainsGeneric
    ? generic.length
    : prepareAs(`plancliff_${'0'.repeat(16)}`).length;
}

const prepareAs = (name: string): string => `prepare ${name} as `;

const nothing = (): Promise<void> => Promise.resolve();

async function planIn(answer: Promise<{ readonly rows: readonly Answer[] }>): Promise<unknown> {
  return (await answer).rows[0]?.['QUERY PLAN'];
}

interface Answer {
  readonly 'QUERY PLAN': unknown;
}
