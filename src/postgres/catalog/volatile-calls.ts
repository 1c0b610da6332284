import { functionsInSchemas, ofExtension } from './fragments';
import type { Connection } from '../types';

/** A function whose result may differ from one call to the next with the same arguments. */
export interface VolatileCall {
  readonly name: string;
  /** Of PostgreSQL or an extension. A function of the schema is VOLATILE unless its author says otherwise. */
  readonly builtIn: boolean;
}

/**
 * The VOLATILE functions that a query calls, behind operators and casts too, as the server resolves their names: it
 * stores the query as a view, and the view's rule names the function of each call (FuncExpr and OpExpr,
 * src/include/nodes/primnodes.h). Nothing is left behind.
 *
 * @param query without parameters
 */
export async function volatileCalls(
  connection: Connection,
  query: string,
): Promise<readonly VolatileCall[]> {
  await connection.query('begin');
  try {
    await connection.query(`create temporary view plancliff_calls as ${query}`);
    const { rows } = await connection.query<VolatileCall>(
      `select p.proname::text as name, n.nspname = 'pg_catalog' or ${ofExtension('p', 'pg_proc')} as "builtIn"
       from ${functionsInSchemas}
       where p.provolatile = 'v' and p.oid in (
         select found.call[1]::oid from pg_catalog.pg_rewrite r,
           pg_catalog.regexp_matches(r.ev_action::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) ([0-9]+)', 'g') as found (call)
         where r.ev_class = 'pg_temp.plancliff_calls'::regclass::oid)
       order by p.proname`,
    );
    return rows;
  } finally {
    await connection.query('rollback');
  }
}
