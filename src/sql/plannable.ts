import { lockingNodes, modifying, oneStatement, statementName } from './one-statement';
import type { ParsedStatement, Tree } from './parse';
import { referencedTables } from './references';
import { remember } from './remember';
import { nameParts, walk } from './walk';

export type Plannable = Admitted | Refused;

export interface Admitted {
  readonly ok: true;
  /** Relations that the text names, as written but without quotes: `orders`, `shop.orders`. No CTE is among them. */
  readonly tables: readonly string[];
  /**
   * True where EXPLAIN takes more than ACCESS SHARE on a table, though it changes nothing: ROW EXCLUSIVE on the
   * target of a modifying statement, ROW SHARE for `for update` and its kin.
   */
  readonly locks: boolean;
  /** Highest `$n` in the text. */
  readonly parameters: number;
  /** Functions that the text calls, named as in `tables`. */
  readonly functions: readonly string[];
}

export interface Refused {
  readonly ok: false;
  readonly reason: string;
  /** Character in the text, from 1, where it does not parse. */
  readonly position?: number;
}

/**
 * Decides, before anything reaches a server, whether a text is exactly one statement that EXPLAIN only plans. What
 * PostgreSQL 18's grammar does not know is refused: an unknown is never sent.
 *
 * Planning runs no part of a statement but for functions that the planner may fold: those declared IMMUTABLE, and
 * STABLE ones for an estimate (clauses.c, evaluate_function). A function that is declared so and writes all the same
 * is stopped by the read-only transaction; one that reaches out of the server (dblink, a COPY to a program from
 * PL/Python) is out of reach of any check here, and its declaration is the mistake.
 */
export const checkPlannable = remember(check);

async function check(sql: string): Promise<Plannable> {
  const one = await oneStatement(sql);
  if (!one.ok) {
    const { reason, position } = one;
    return { ok: false, reason, ...(position === undefined ? {} : { position }) };
  }
  const { statement } = one;
  const refused = refusal(statement);
  if (refused !== undefined) return { ok: false, reason: refused };
  return { ok: true, ...facts({ [statement.type]: statement.tree }) };
}

/** EXPLAIN plans these without a way of running them; `values` and `with` are select statements to the parser. */
function refusal({ type, tree }: ParsedStatement): string | undefined {
  if (type === 'ExplainStmt') return 'it is an EXPLAIN itself; give the statement alone';
  if (type !== 'SelectStmt' && !modifying.has(type)) {
    return `${statementName(type)} cannot be planned; select, insert, update, delete, merge, values and with can`;
  }
  return tree['intoClause'] === undefined ? undefined : 'SELECT INTO creates a table';
}

function facts(root: Tree): Omit<Admitted, 'ok'> {
  let locks = false;
  const functions = new Set<string>();
  let parameters = 0;
  walk(root, (type, node) => {
    if (type === 'ParamRef') parameters = Math.max(parameters, Number(node['number'] ?? 0));
    if (type === 'FuncCall') functions.add(nameParts(node['funcname']).join('.'));
    if (lockingNodes.includes(type)) locks = true;
  });
  return { tables: referencedTables(root), locks, parameters, functions: [...functions] };
}
