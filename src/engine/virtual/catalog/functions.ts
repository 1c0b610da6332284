import { functionsInSchemas, ofNoExtension } from '../../../postgres/catalog/fragments';
import type { Connection } from '../../../postgres/types';
import { isClockSchema } from '../../../sql/pin-clock';
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
    coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc) as body
  from ${functionsInSchemas}
  where p.prokind = 'f' and l.lanname not in ('internal', 'c')
    and n.nspname not in ('pg_catalog', 'information_schema') and not ${isClockSchema('n.oid')} and n.nspname !~ '^pg_temp'
    and ${ofNoExtension('p', 'pg_proc')}
  order by p.oid`;

/**
 * Reads the functions of the connected database. The words of a body are what it names: it may be in any language,
 * and a table too many costs time, one too few the truth.
 */
export async function readFunctions(
  connection: Connection,
  relations: readonly Relation[],
): Promise<readonly SchemaFunction[]> {
  const { rows } = await connection.query<FoundFunction>(functionsSql);
  const readsOf = readsByName(rows, relations);
  return rows.map(({ schema, name, foldable, body }) => ({
    schema,
    name,
    foldable,
    // Looked for when a statement calls it: a schema may have thousands of functions.
    get reads() {
      return readsOf(body);
    },
  }));
}

/** Relations that a body names, and those that the functions it calls name. Overloads of one name count as one. */
export function readsByName(
  functions: readonly { readonly name: string; readonly body: string }[],
  relations: readonly Relation[],
): (body: string) => readonly Relation[] {
  const wordsIn = new Map<string, string[]>();
  for (const { name, body } of functions) {
    const known = wordsIn.get(name) ?? [];
    known.push(...words(body));
    wordsIn.set(name, known);
  }
  return (body) => {
    const named = new Set(words(body));
    // A Set that grows is walked to its end.
    for (const word of named) {
      for (const each of wordsIn.get(word) ?? []) named.add(each);
    }
    return relations.filter(({ name }) => named.has(name));
  };
}

function words(body: string): readonly string[] {
  return body.replaceAll(/--[^\n]*/g, ' ').match(/[\p{L}\p{N}_$]+/gu) ?? [];
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
