import { oneRowDecides } from '../../plan/one-row-decides';
import { quoteIdent } from '../../postgres/quote';
import { listOf, nodeOf, operationOf, stringOf } from '../../sql/nodes';
import { textOf } from '../../sql/query-text';
import { selectOf } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/** `select count(*) > 0 from …` as `select exists (select from …)`: an aggregate reads to the end, EXISTS to the first row. */
export const exists: Suggest = ({ query }) => {
  const select = query === undefined ? undefined : selectOf(query);
  const [target, ...more] = listOf(select?.tree['targetList']);
  const column = nodeOf(target, 'ResTarget');
  const asked = askedOf(column?.['val']);
  if (query === undefined || select === undefined || asked === undefined || more.length > 0)
    return [];
  if (select.limit !== undefined) return [];
  const { name } = column ?? {};
  const alias = typeof name === 'string' ? ` as ${quoteIdent(name)}` : '';
  const where = select.where === undefined ? '' : ` where ${textOf(query, select.where)}`;
  const found = `exists (select from ${textOf(query, select.from)}${where})`;
  const sql = `select ${asked === 'none' ? 'not ' : ''}${found}${alias}`;
  return [rewriteSuggestion('exists', sql, 'EXISTS stops at the first row, count(*) at the last')];
};

function askedOf(value: unknown): 'some' | 'none' | undefined {
  const operation = operationOf(value);
  if (operation === undefined) return undefined;
  const { operator, left, right } = operation;
  const count = isCount(left) ? 'left' : 'right';
  const number = numberOf(count === 'left' ? right : left);
  if (number === undefined || !isCount(count === 'left' ? left : right)) return undefined;
  return oneRowDecides({ count, operator, number });
}

function isCount(value: unknown): boolean {
  const call = nodeOf(value, 'FuncCall');
  const name = stringOf(listOf(call?.['funcname']).at(-1));
  return name === 'count' && call?.['agg_star'] === true && !('agg_filter' in call) && !('over' in call); // prettier-ignore
}

/** A whole number; the parser leaves out that it is 0. */
function numberOf(value: unknown): number | undefined {
  const number = nodeOf(nodeOf(value, 'A_Const'), 'ival');
  if (number === undefined) return undefined;
  return typeof number['ival'] === 'number' ? number['ival'] : 0;
}
