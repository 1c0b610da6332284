import { comparedValues, type ComparedValue } from '../../sql/compared-values';
import type { TableOf } from '../../sql/known-tables';
import { oneStatement } from '../../sql/one-statement';
import { placesIn, scan, type Tree } from '../../sql/parse';
import { checkPlannable } from '../../sql/plannable';
import { withTypedParameters } from '../../sql/typed-parameters';
import { type Constant, constantsIn, stringsIn } from './constants';

/** A statement whose constants are known, with the column that each is compared with. */
export interface ReadStatement {
  /** In a form that parses, without comments. */
  readonly sql: string;
  readonly compared: readonly ComparedValue[];
  readonly placed: readonly PlacedConstant[];
  /** Strings that are compared with no column. */
  readonly others: readonly Constant[];
}

export interface PlacedConstant {
  readonly constant: Constant;
  readonly by: ComparedValue;
}

/**
 * Reads a statement of the workload.
 *
 * @returns undefined for one that is not planned: SET, CREATE USER and their like contain what no surrogate replaces
 */
export async function readStatement(
  text: string,
  tableOf: TableOf,
): Promise<ReadStatement | undefined> {
  const sql = await plain(text);
  if (sql === undefined || !(await checkPlannable(sql)).ok) return undefined;
  const one = await oneStatement(sql);
  if (!one.ok) return undefined;
  const root: Tree = { [one.statement.type]: one.statement.tree };
  const compared = comparedValues(root, tableOf);
  const placed = compared.flatMap((by) =>
    constantsIn(by.value).map((constant) => ({ constant, by })),
  );
  const known = new Set(placed.map(({ constant }) => constant.location));
  return {
    sql,
    compared,
    placed,
    others: stringsIn(root).filter(({ location }) => !known.has(location)),
  };
}

/** Comments contain whatever an application writes there: users, addresses. */
async function plain(text: string): Promise<string | undefined> {
  try {
    const sql = await withTypedParameters(text);
    const comments = (await scan(sql)).filter(({ kind }) => kind === 'comment');
    let result = '';
    let from = 0;
    for (const { start, end } of comments) {
      result += `${sql.slice(from, start)} `;
      from = end;
    }
    return (result + sql.slice(from)).trim();
  } catch {
    return undefined;
  }
}

/** The statement with constants replaced by texts as SQL, by the location of the constant. */
export async function withConstants(
  sql: string,
  replacements: ReadonlyMap<number, string>,
): Promise<string> {
  if (replacements.size === 0) return sql;
  const placeOf = placesIn(sql);
  const starts = new Map([...replacements].map(([at, text]) => [placeOf(at), text]));
  const tokens = await scan(sql);
  let result = '';
  let from = 0;
  tokens.forEach(({ start, end, word }, k) => {
    const text = starts.get(start);
    if (text === undefined) return;
    result += sql.slice(from, start) + text;
    // A minus is a token of its own.
    from = word === '-' ? (tokens[k + 1]?.end ?? end) : end;
  });
  return result + sql.slice(from);
}
