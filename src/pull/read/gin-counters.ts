import { callsOwnFunctions, indexesInSchemas, ofUsers } from '../../postgres/catalog/fragments';
import { isStatementError } from '../../postgres/server-error';
import type { Json } from '../../plan/types';
import type { Connection } from '../../postgres/types';
import { ginFromCosts } from '../gin-from-costs';
import type { GinFacts } from '../types';
import type { ReadRelation } from './relations';

interface Gin {
  readonly oid: number;
  readonly table: string;
  /** Its first column or expression. */
  readonly key: string;
  readonly keyType: string;
  readonly operators: string;
  readonly predicate: string | null;
  readonly rows: number;
}

/** Conditions that an operator class answers: one that every row meets, and one on a single key. */
interface Conditions {
  readonly all: string;
  readonly one: string;
}

/** By operator class; the key's type is that of an array's elements. */
const conditions: Readonly<Record<string, (keyType: string) => Conditions>> = {
  array_ops: (type) => ({
    all: `operator(pg_catalog.@>) '{}'::${type}[]`,
    one: `operator(pg_catalog.@>) array[null]::${type}[]`,
  }),
  tsvector_ops: () => ({
    all: `operator(pg_catalog.@@) '!a'::pg_catalog.tsquery`,
    one: `operator(pg_catalog.@@) 'a'::pg_catalog.tsquery`,
  }),
  jsonb_ops: () => ({
    all: `operator(pg_catalog.?&) '{}'::pg_catalog.text[]`,
    one: `operator(pg_catalog.?) 'a'::pg_catalog.text`,
  }),
  jsonb_path_ops: () => ({
    all: `operator(pg_catalog.@>) '{}'::pg_catalog.jsonb`,
    one: `operator(pg_catalog.@>) '{"a": 1}'::pg_catalog.jsonb`,
  }),
  gin_trgm_ops: () => ({
    all: `operator(pg_catalog.~~) '%'::pg_catalog.text`,
    one: `operator(pg_catalog.~~) '%abc%'::pg_catalog.text`,
  }),
};

const costs = ['random_page_cost', 'cpu_operator_cost', 'cpu_index_tuple_cost'] as const;

/** Nothing but a bitmap of an index is planned then. */
const settings = [
  ['enable_seqscan', 'off'],
  ['enable_bitmapscan', 'on'],
  ['max_parallel_workers_per_gather', '0'],
] as const;

/**
 * Counters of GIN indexes whose meta pages could not be read, by the costs of plans, which contain them: any role may ask
 * for these that may select from the table. An index of which the planner takes another in its place stays unknown.
 */
export async function probeGin(
  connection: Connection,
  relations: readonly ReadRelation[],
  major: number,
): Promise<ReadonlyMap<number, GinFacts>> {
  const found = new Map<number, GinFacts>();
  const unread = new Map(
    relations.filter(({ index }) => index?.method === 'gin').map((each) => [each.oid, each]),
  );
  if (unread.size === 0) return found;
  const { rows } = await connection.query<Gin>(ginSql, [[...unread.keys()]]);
  for (const gin of rows) {
    const relation = unread.get(gin.oid);
    const ask = conditions[gin.operators]?.(gin.keyType);
    if (relation === undefined || ask === undefined || relation.pages < 2) continue;
    await connection.query('savepoint counters', []);
    try {
      const cost = costOf(connection, gin, relation.name);
      const allByPages = await cost(ask.all, { random_page_cost: 1 });
      const oneByPages = await cost(ask.one, { random_page_cost: 1 });
      const allByOperators = await cost(ask.all, { cpu_operator_cost: 1 });
      if (allByPages !== undefined && oneByPages !== undefined && allByOperators !== undefined) {
        const of = { pages: relation.pages, rows: gin.rows, major };
        const facts = ginFromCosts({ allByPages, allByOperators, oneByPages }, of);
        if (facts !== undefined) found.set(gin.oid, facts);
      }
    } catch (error) {
      // Such as a lock that came in between, or a function that the role may not execute.
      if (!isStatementError(error)) throw error;
    }
    await connection.query('rollback to savepoint counters', []);
  }
  return found;
}

function costOf(
  connection: Connection,
  { table, key, predicate }: Gin,
  index: string,
): (condition: string, at: Partial<Record<string, number>>) => Promise<number | undefined> {
  return async (condition, at) => {
    const all = [...settings, ...costs.map((name) => [name, String(at[name] ?? 0)] as const)];
    await connection.query(
      `select ${all.map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`).join(', ')}`,
      [],
    );
    const { rows } = await connection.query<{ 'QUERY PLAN': Json }>(
      `explain (format json) select from only ${table} where ${predicate === null ? '' : `(${predicate}) and `}(${key}) ${condition}`,
      [],
    );
    return costIn(rows[0]?.['QUERY PLAN'], index);
  };
}

type Node = Readonly<Record<string, Json>> & { readonly Plans?: readonly Node[] };

function costIn(plan: Json | undefined, index: string): number | undefined {
  const [root] = Array.isArray(plan) ? (plan as readonly { Plan?: Node }[]) : [];
  const node = root?.Plan?.Plans?.[0];
  const cost = node?.['Index Name'] === index ? node['Total Cost'] : undefined;
  return typeof cost === 'number' ? cost : undefined;
}

/** No plan is asked for that policies would change, or that might run a function of the database. */
const ginSql = `
  select c.oid::int8::float8 as oid, pg_catalog.format('%I.%I', n.nspname, t.relname) as table,
    pg_catalog.pg_get_indexdef(c.oid, 1, false) as key, pg_catalog.format_type(k.atttypid, null) as "keyType",
    o.opcname::text as operators, pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate,
    greatest(t.reltuples, 0)::float8 as rows
  from ${indexesInSchemas}
    join pg_catalog.pg_opclass o on o.oid = i.indclass[0]
    join pg_catalog.pg_attribute k on k.attrelid = c.oid and k.attnum = 1
  where m.amname = 'gin' and c.relkind = 'i' and c.oid = any($1::oid[]) and ${ofUsers('n')} and not t.relrowsecurity and not ${callsOwnFunctions}
    and pg_catalog.has_table_privilege(t.oid, 'select')
  order by c.oid`;
