import { callsOwnFunctions, indexesInSchemas, ofUsers } from '../../postgres/catalog/fragments';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';
import type { Json } from '../../plan/types';
import { isNearStep, levelOf } from '../level-of';
import type { IndexFacts } from '../types';
import type { ReadRelation } from './relations';

/** A b-tree, and how to make the planner scan it. */
interface Btree {
  readonly oid: number;
  readonly table: string;
  /** Key columns by name; null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly first: string;
  /** Whether a plan can be asked for that runs none of the database's own functions. */
  readonly plain: boolean;
}

export interface LevelOptions {
  /** Mean bytes of a column of a table. */
  readonly widthOf: (schema: string, table: string, column: string) => number | undefined;
  /** Whether the indexes are there, so that plans know their levels. */
  readonly mayPlan: boolean;
}

/**
 * Levels of b-trees whose meta pages could not be read: by their size, and near a step, or where no width of a key is known, by
 * a plan. The cost of a descent is
 * the startup cost of an index scan (btcostestimate, selfuncs.c): 50 operators for each level, and one for each
 * comparison of a binary search over all rows, of which there are fewer than 50. With `cpu_operator_cost` at 1 the level
 * can be read off the plan, by any role that may select the column.
 */
export async function findLevels(
  connection: Connection,
  relations: readonly ReadRelation[],
  { widthOf, mayPlan }: LevelOptions,
): Promise<ReadonlyMap<number, Pick<IndexFacts, 'level' | 'levelFrom'>>> {
  const { rows } = await connection.query<Btree>(btreesSql, [
    relations.flatMap(({ oid, index }) => (index === undefined ? [] : [oid])),
  ]);
  const btrees = new Map(rows.map((row) => [row.oid, row]));
  const levels = new Map<number, Pick<IndexFacts, 'level' | 'levelFrom'>>();
  const unsure: { readonly of: ReadRelation; readonly btree: Btree }[] = [];
  for (const of of relations) {
    const btree = btrees.get(of.oid);
    if (of.index === undefined || btree === undefined) continue;
    const { table } = of.index;
    const bytes = btree.columns.reduce(
      (sum, name) => sum + (name === null ? unknown : (widthOf(of.schema, table, name) ?? unknown)),
      0,
    );
    levels.set(of.oid, { level: levelOf(of.pages, bytes), levelFrom: 'size' });
    const isExpressed = btree.columns.includes(null) && of.pages > 2;
    if (mayPlan && btree.plain && (isExpressed || isNearStep(of.pages, bytes)))
      unsure.push({ of, btree });
  }
  const probed = await probe(connection, unsure);
  for (const [oid, level] of probed) levels.set(oid, { level, levelFrom: 'explain' });
  return levels;
}

/** Bytes of a key column of which no statistics tell. */
const unknown = 8;

async function probe(
  connection: Connection,
  unsure: readonly { readonly of: ReadRelation; readonly btree: Btree }[],
): Promise<ReadonlyMap<number, number>> {
  const levels = new Map<number, number>();
  if (unsure.length === 0) return levels;
  await connection.query('savepoint levels', []);
  try {
    await connection.query(
      `select ${settings.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`).join(', ')}`,
      [],
    );
    for (const { of, btree } of unsure) {
      const { rows } = await connection.query<{ 'QUERY PLAN': Json }>(
        `explain (format json) select from only ${btree.table} order by ${btree.first}`,
        [],
      );
      const level = levelIn(rows[0]?.['QUERY PLAN'], of.name);
      if (level !== undefined) levels.set(of.oid, level);
    }
  } catch (error) {
    // Such as a lock that came in between. What was learned so far holds.
    if (!isStatementError(error)) throw error;
  }
  await connection.query('rollback to savepoint levels', []);
  return levels;
}

/** Nothing but an index answers an ORDER BY then. */
const settings = [
  ['cpu_operator_cost', '1'],
  ['enable_seqscan', 'off'],
  ['enable_bitmapscan', 'off'],
  ['enable_sort', 'off'],
  ['max_parallel_workers_per_gather', '0'],
] as const;

/** DEFAULT_PAGE_CPU_MULTIPLIER, selfuncs.c. */
const operatorsPerPage = 50;

function levelIn(plan: Json | undefined, index: string): number | undefined {
  const [root] = Array.isArray(plan) ? (plan as readonly { Plan?: Record<string, Json> }[]) : [];
  const node = root?.Plan;
  if (node?.['Index Name'] !== index || typeof node['Startup Cost'] !== 'number') return undefined;
  return Math.max(0, Math.floor(node['Startup Cost'] / operatorsPerPage) - 1);
}

const btreesSql = `
  select c.oid::int8::float8 as oid, pg_catalog.pg_get_indexdef(c.oid, 1, false) as first, pg_catalog.format('%I.%I', n.nspname, t.relname) as table,
    array(select a.attname::text from pg_catalog.generate_series(0, i.indnkeyatts - 1) k
          left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = nullif(i.indkey[k], 0) order by k) as columns,
    i.indpred is null and not t.relrowsecurity and not ${callsOwnFunctions}
      and case when i.indkey[0] = 0 then pg_catalog.has_table_privilege(t.oid, 'select')
        else coalesce(pg_catalog.has_column_privilege(t.oid, nullif(i.indkey[0], 0), 'select'), false) end as plain
  from ${indexesInSchemas}
  where m.amname = 'btree' and c.relkind = 'i' and c.oid = any($1::oid[]) and ${ofUsers('n')}`;
