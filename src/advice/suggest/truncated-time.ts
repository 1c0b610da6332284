import { columnTypes } from '../../findings/missing-index/index-advice';
import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf, operationOf, stringOf } from '../../sql/nodes';
import { replaced, type QueryText } from '../../sql/query-text';
import { operandTexts } from '../query/operand-texts';
import { selectOf, type Term } from '../query/select';
import { columnOfTable } from '../relation';
import { commutators } from '../../findings/comparisons/predicates';
import type { Situation, Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/** Units that date_trunc takes, each with its length (timestamp.c, timestamptz_trunc_internal). */
const lengths: Readonly<Record<string, string>> = {
  second: '1 second',
  minute: '1 minute',
  hour: '1 hour',
  day: '1 day',
  week: '1 week',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
};

/**
 * `date_trunc('day', a) = $1` as the range of a that it stands for. No index can have the function as its key where it
 * depends on the time zone of the session, and none on the column itself serves it.
 */
export const truncatedTime: Suggest = (situation) => {
  const { query } = situation;
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select === undefined) return [];
  const found = select.terms.flatMap((term) => {
    const range = rangeOf(query, term, situation);
    return range === undefined ? [] : [{ ...range, span: term.span }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const proviso = found.find((each) => each.proviso !== undefined)?.proviso;
  const reason = `date_trunc hides ${first.column} from an index on it`;
  const rest = proviso === undefined ? {} : { proviso };
  return [rewriteSuggestion('cast-the-value', replaced(query.sql, found), reason, rest)];
};

interface Range {
  readonly by: string;
  readonly column: string;
  readonly proviso?: string;
}

function rangeOf(query: QueryText, term: Term, situation: Situation): Range | undefined {
  const operation = operationOf(term.tree);
  if (operation === undefined || !(operation.operator in commutators)) return undefined;
  const { left, right } = operandTexts(query, term.span, operation);
  const onLeft = truncated(operation.left);
  const call = onLeft ?? truncated(operation.right);
  if (call === undefined) return undefined;
  const type = typeOf(call.name, situation);
  if (type === undefined) return undefined;
  const value = `(${onLeft === undefined ? left : right})::${type}`;
  const operator = onLeft === undefined ? commutators[operation.operator] : operation.operator;
  const start = `date_trunc('${call.unit}', ${value})`;
  const end = `${start} + interval '${lengths[call.unit] ?? ''}'`;
  const { column } = call;
  const proviso = `as long as the value is the start of ${call.unit === 'hour' ? 'an' : 'a'} ${call.unit}`;
  const ranges: Readonly<Record<string, Omit<Range, 'column'>>> = {
    '=': { by: `(${column} >= ${start} and ${column} < ${end})`, proviso },
    '<': { by: `${column} < ${value}`, proviso },
    '>=': { by: `${column} >= ${value}`, proviso },
    '<=': { by: `${column} < ${end}` },
    '>': { by: `${column} >= ${end}` },
  };
  const range = ranges[operator ?? ''];
  return range && { ...range, column };
}

/** `date_trunc('day', a)` of a column, in the time zone of the session. */
function truncated(
  side: unknown,
): { readonly unit: string; readonly column: string; readonly name: string } | undefined {
  const call = nodeOf(side, 'FuncCall');
  const [unitNode, value, ...more] = listOf(call?.['args']);
  const unit = nodeOf(nodeOf(unitNode, 'A_Const'), 'sval')?.['sval'];
  const found = columnOf(value);
  if (stringOf(listOf(call?.['funcname']).at(-1)) !== 'date_trunc' || more.length > 0)
    return undefined;
  if (typeof unit !== 'string' || !(unit in lengths) || found === undefined) return undefined;
  const parts = [...(found.qualifier === undefined ? [] : [found.qualifier]), found.name];
  return { unit, name: found.name, column: parts.map(quoteIdent).join('.') };
}

function typeOf(name: string, { accesses, catalog }: Situation): string | undefined {
  const access = accesses.find((each) => columnTypes(each, catalog)(name)?.startsWith('timestamp'));
  return access && columnOfTable(access, name, catalog)?.type.replace(/\(.*?\)/, '');
}
