import type { Connection } from '../../../postgres/types';
import type { Relation } from './relations';

/** A function of the scenario's schema. */
export interface SchemaFunction {
  readonly schema: string;
  readonly name: string;
  /** Tables and views that it names, and those that the functions it calls name. */
  readonly reads: readonly Relation[];
  /** Whether the planner runs it where its arguments are constants (evaluate_function, clauses.c). */
  readonly foldable: boolean;
}

interface FoundFunction {
  readonly schema: string;
  readonly name: string;
  readonly foldable: boolean;
  readonly body: string;
}

/** A function that returns a set is never run by the planner; one in SQL may be put in its place in the query. */
const functionsSql = `
  select n.nspname as schema, p.proname as name, p.provolatile <> 'v' and not p.proretset as foldable,
    coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as body
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where p.prokind = 'f' and l.lanname not in ('internal', 'c')
    and n.nspname not in ('pg_catalog', 'information_schema', 'plancliff_clock') and n.nspname !~ '^pg_temp'
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  order by p.oid`;

/**
 * Reads the functions of the connected database. What a body names is told by its words: it may be in any language,
 * and a table too many costs time, one too few the truth.
 */
export async function readFunctions(
  connection: Connection,
  relations: readonly Relation[],
): Promise<readonly SchemaFunction[]> {
  const { rows } = await connection.query<FoundFunction>(functionsSql);
  const words = rows.map(
    ({ body }) => new Set(body.replaceAll(/--[^\n]*/g, ' ').match(/[\p{L}\p{N}_$]+/gu) ?? []),
  );
  const readBy = (k: number, seen: Set<number>): readonly Relation[] => {
    if (seen.has(k)) return [];
    seen.add(k);
    const named = words[k] ?? new Set();
    const called = rows.flatMap(({ name }, other) => (named.has(name) ? readBy(other, seen) : []));
    return [...relations.filter(({ name }) => named.has(name)), ...called];
  };
  return rows.map(({ schema, name, foldable }, k) => ({
    schema,
    name,
    foldable,
    reads: [...new Set(readBy(k, new Set()))],
  }));
}

/** Those of them that a statement calls by these names. */
export function calledFunctions(
  names: readonly string[],
  functions: readonly SchemaFunction[],
): readonly SchemaFunction[] {
  return functions.filter(({ schema, name }) =>
    names.some((called) => called === name || called === `${schema}.${name}`),
  );
}
