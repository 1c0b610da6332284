import { remember } from './remember';
import { parse, type Tree } from './parser';
import { referencedTables, walk } from './references';

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

/** What EXPLAIN plans without a way of running it; `values` and `with` are select statements to the parser. */
const plannable = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
] as const);

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
  const parsed = await parse(sql);
  if (!parsed.ok) {
    const { message, position } = parsed;
    return { ok: false, reason: message, ...(position === undefined ? {} : { position }) };
  }
  const [statement, ...others] = parsed.statements;
  if (statement === undefined) return { ok: false, reason: 'it contains no statement' };
  if (others.length > 0) {
    return {
      ok: false,
      reason: `it contains ${others.length + 1} statements; a query must be one`,
    };
  }
  const refused = refusal(statement.type, statement.tree);
  if (refused !== undefined) return { ok: false, reason: refused };
  return { ok: true, ...facts({ [statement.type]: statement.tree }) };
}

function refusal(type: string, tree: Tree): string | undefined {
  if (type === 'ExplainStmt') return 'it is an EXPLAIN itself; give the statement alone';
  if (!(plannable as ReadonlySet<string>).has(type)) {
    return `${nameOf(type)} cannot be planned; select, insert, update, delete, merge, values and with can`;
  }
  return tree['intoClause'] === undefined ? undefined : 'SELECT INTO creates a table';
}

function facts(root: Tree): Omit<Admitted, 'ok'> {
  let locks = false;
  const functions = new Set<string>();
  let parameters = 0;
  walk(root, (type, node) => {
    if (type === 'ParamRef') parameters = Math.max(parameters, Number(node['number'] ?? 0));
    if (type === 'FuncCall') functions.add(calledName(node));
    if (/^(Insert|Update|Delete|Merge)Stmt$|^LockingClause$/.test(type)) locks = true;
  });
  return { tables: referencedTables(root), locks, parameters, functions: [...functions] };
}

function calledName({ funcname }: Tree): string {
  const names: string[] = [];
  walk(funcname, (type, { sval }) => {
    if (type === 'String' && typeof sval === 'string') names.push(sval);
  });
  return names.join('.');
}

/** `CreateTableAsStmt` to `CREATE TABLE AS`. */
function nameOf(type: string): string {
  return type
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
}
