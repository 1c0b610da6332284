import { factStore } from '../../src/plan/load-facts';
import { parseExplain } from '../../src/plan/parse';
import { planReader } from '../../src/plan/plan-reader';
import type { PlanNode, Statement } from '../../src/plan/types';
import type { Connection } from '../../src/postgres/types';
import { quoteLiteral } from '../../src/postgres/quote';
import type { Setup } from '../../test/corpus/types';
import type { Run } from '../../test/corpus/truth';

/** Settings that a run needs to do the same work each time; set first, while the session may still set them. */
const fixed = {
  max_parallel_workers_per_gather: '0',
  synchronize_seqscans: 'off',
  // The counters of a session count only with it.
  track_counts: 'on',
  statement_timeout: '300s',
};

/** How a session runs the statements of a scenario. */
export interface Runner {
  readonly connection: Connection;
  readonly major: number;
  /** Settings of the scenario. */
  readonly settings: { readonly [name: string]: string };
}

/**
 * Runs a statement by EXPLAIN ANALYZE in a transaction that is rolled back, and counts what it did. Pages are those that
 * the session's own counters saw in tables and indexes, so that triggers of foreign keys count too.
 */
export async function run(
  { connection, major, settings }: Runner,
  statement: Statement,
  setup: Setup,
): Promise<Run> {
  const sql = setup.sql ?? statement.sql;
  const parameters =
    setup.values ?? (setup.sql === undefined ? statement.parameters : valuesFor(sql, statement));
  await connection.query('begin');
  try {
    await prepare(connection, setup);
    await set(connection, { ...fixed, ...settings, ...setup.settings });
    const generic = { ...settings, ...setup.settings }['plan_cache_mode'] === 'force_generic_plan';
    const before = await counters(connection);
    const json = await explain(connection, sql, parameters, generic);
    const after = await counters(connection);
    const document = parseExplain(json);
    const plan = await planReader(factStore(connection, major))(sql, document);
    const { root } = document;
    const handled = rowsHandled(root);
    const triggered = root.type === 'ModifyTable' ? after.rows - before.rows : 0;
    return {
      pages: after.pages - before.pages,
      rows: handled + triggered,
      answer: Math.max(1, returned(root), aggregated(root)),
      access: plan.accessSignature.split('\n'),
    };
  } finally {
    await connection.query('rollback; deallocate all');
  }
}

/** A rewrite without values of its own takes as many of the case's as it names. */
function valuesFor(sql: string, { parameters }: Statement): readonly unknown[] {
  const named = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  return parameters.slice(0, Math.max(0, ...named));
}

async function prepare(connection: Connection, { ddl = [], hide = [] }: Setup): Promise<void> {
  for (const text of ddl) await connection.query(text);
  if (ddl.length > 0) await connection.query('analyze');
  const { rowCount } = await connection.query(
    `update pg_index set indisvalid = false
      where indexrelid = any (select oid from pg_class where relname = any ($1::text[]))`,
    [hide],
  );
  if (rowCount !== hide.length) throw new Error(`Not all of these are indexes: ${hide.join(', ')}`);
}

async function set(
  connection: Connection,
  settings: { readonly [name: string]: string },
): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await connection.query('select set_config($1, $2, true)', [name, value]);
  }
}

async function explain(
  connection: Connection,
  sql: string,
  parameters: readonly unknown[],
  generic: boolean,
): Promise<unknown> {
  const options = 'explain (analyze, buffers, verbose, timing off, summary off, format json)';
  const ask = async (text: string, values?: readonly unknown[]): Promise<unknown> => {
    const { rows } = await connection.query<{ 'QUERY PLAN': unknown }>(text, values);
    return rows[0]?.['QUERY PLAN'];
  };
  if (!generic) return ask(`${options} ${sql}`, parameters);
  await connection.query(`prepare corpus as ${sql}`);
  const list = parameters.map((value) => quoteLiteral(String(value))).join(', ');
  return ask(`${options} execute corpus${list === '' ? '' : ` (${list})`}`);
}

interface Counters {
  readonly pages: number;
  readonly rows: number;
}

/** Counted by the session since its transaction began, catalogs left out (PgStat_TableCounts, pgstat.h). */
async function counters(connection: Connection): Promise<Counters> {
  const { rows } = await connection.query<{ pages: number; rows: number }>(
    `select coalesce(sum(pg_stat_get_xact_blocks_fetched(oid)), 0)::float8 as pages,
            coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0)::float8 as rows
       from pg_class where oid >= 16384 and relkind in ('r', 'm', 'i', 't')`,
  );
  return rows[0] ?? { pages: 0, rows: 0 };
}

/** Rows that a node and those below it returned or removed, in all loops. */
function rowsHandled(node: PlanNode): number {
  const removed = Object.keys(node.properties)
    .filter((name) => name.startsWith('Rows Removed by '))
    .reduce((sum, name) => sum + figure(node, name) * figure(node, 'Actual Loops'), 0);
  return Math.round(
    node.children.reduce((sum, child) => sum + rowsHandled(child), returned(node) + removed),
  );
}

/** Rows that enter the topmost aggregate: what the answer is made of. */
function aggregated(node: PlanNode): number {
  const [child] = node.children;
  if (child === undefined) return 0;
  if (node.type === 'Aggregate' || node.type === 'Group') return Math.round(returned(child));
  return node.children.length === 1 ? aggregated(child) : 0;
}

const returned = (node: PlanNode): number =>
  Math.round(figure(node, 'Actual Rows') * figure(node, 'Actual Loops'));

function figure({ properties }: PlanNode, name: string): number {
  const value = properties[name];
  return typeof value === 'number' ? value : 0;
}
