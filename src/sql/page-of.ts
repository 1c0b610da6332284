import { uncast } from './compared-values';
import { nodeOf } from './nodes';
import type { ParsedStatement, Tree } from './parse';

/** What LIMIT and OFFSET of a whole statement let through. */
export interface Page {
  /** Rows that are returned at most. */
  readonly rows: number;
  /** Rows that are read before these, and thrown away. */
  readonly offset: number;
}

/**
 * The page that a query asks for by a LIMIT of its own.
 *
 * @param values of the parameters, `$1` first
 * @returns undefined where there is no LIMIT, or where the number of rows of it or of the OFFSET is computed or null
 */
export function pageOf(
  { type, tree }: ParsedStatement,
  values: readonly unknown[],
): Page | undefined {
  if (type !== 'SelectStmt' || tree['limitOption'] === 'LIMIT_OPTION_WITH_TIES') return undefined;
  const rows = countOf(tree['limitCount'], values);
  const offset = tree['limitOffset'] === undefined ? 0 : countOf(tree['limitOffset'], values);
  return rows === undefined || offset === undefined ? undefined : { rows, offset };
}

function countOf(value: unknown, values: readonly unknown[]): number | undefined {
  const plain = uncast(value);
  const constant = nodeOf(plain, 'A_Const');
  const parameter = nodeOf(plain, 'ParamRef');
  const written = constant === undefined ? undefined : integerOf(constant);
  const given = parameter && values[Number(parameter['number'] ?? 0) - 1];
  const count = written ?? (given === undefined || given === null ? Number.NaN : Number(given));
  return Number.isFinite(count) && count >= 0 ? count : undefined;
}

/** The parser leaves out the value of a zero. */
function integerOf(constant: Tree): number | undefined {
  const { ival, fval } = constant as { ival?: { ival?: number }; fval?: { fval?: string } };
  if (ival !== undefined) return ival.ival ?? 0;
  return fval?.fval === undefined ? undefined : Number(fval.fval);
}
