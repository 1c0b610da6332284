import { indexesOf } from '../../findings/missing-index/index-advice';
import { keysOf } from '../../findings/missing-index/index-keys';
import { isSymbol, tokenize } from '../../sql/tokens';
import type { Predicate } from '../../plan/types';
import { quoteIdent } from '../../postgres/quote';
import { indexSuggestion } from '../index/create-index';
import { columnOfTable } from '../relation';
import type { Suggest } from '../situation';

/** Operator classes that compare byte by byte, by the type of the column (pg_opclass.dat). */
const patternClasses: Readonly<Record<string, string>> = {
  text: 'text_pattern_ops',
  varchar: 'varchar_pattern_ops',
  bpchar: 'bpchar_pattern_ops',
};

/**
 * An index for LIKE and its kin. A prefix is a range of texts only where they are ordered byte by byte, which most
 * collations do not (like_support.c, match_pattern_prefix); for anything else pg_trgm has an operator class.
 */
export const patternIndex: Suggest = ({ accesses, catalog, extensions }) =>
  accesses.flatMap((access) =>
    [...access.filters].flatMap((filter) => {
      const pattern = patternOf(filter);
      if (pattern === undefined) return [];
      const { column, operator, prefix } = pattern;
      const opclass = patternClasses[columnOfTable(access, column, catalog)?.typeName ?? ''];
      if (opclass === undefined) return [];
      const existing = indexesOf(access, catalog).filter(({ columns }) => columns[0] === column);
      if (prefix && !existing.some((index) => keysOf(index)[0]?.opclass === true)) {
        const reason = `the order of ${column}'s collation is not that of its bytes, so an index in that order does not serve a prefix`;
        const keys = [`${quoteIdent(column)} ${opclass}`];
        return [indexSuggestion('pattern-index', access, { keys }, reason)];
      }
      if (
        !extensions.includes('pg_trgm') ||
        existing.some(({ method }) => /^gi[ns]t?$/.test(method))
      )
        return [];
      const reason = `no b-tree serves ${operator} without a fixed beginning, trigrams do`;
      const parts = { method: 'gin', keys: [`${quoteIdent(column)} gin_trgm_ops`] } as const;
      return [indexSuggestion('pattern-index', access, parts, reason)];
    }),
  );

interface Pattern {
  readonly column: string;
  readonly operator: 'LIKE' | 'ILIKE' | 'a regular expression';
  readonly prefix: boolean;
}

const operators: Readonly<Record<string, Pattern['operator']>> = {
  '~~': 'LIKE',
  '~~*': 'ILIKE',
  '~': 'a regular expression',
  '~*': 'a regular expression',
};

/** `(k ~~ 'acme-17-%'::text)`; undefined for anything else, and for a column inside an expression. */
function patternOf({ text, columns }: Predicate): Pattern | undefined {
  const tokens = tokenize(text);
  const at = tokens.findIndex(({ kind, text: symbol }) => kind === 'symbol' && symbol in operators);
  const operator = operators[tokens[at]?.text ?? ''];
  const value = tokens[at + 1];
  const [column] = columns;
  if (operator === undefined || column === undefined || columns.length > 1) return undefined;
  const left = tokens.slice(0, at);
  if (left.some((token, i) => isSymbol(token, '(') && left[i - 1]?.kind === 'name'))
    return undefined;
  if (value?.kind !== 'string') return { column, operator, prefix: false };
  const literal = value.text.slice(value.text.indexOf("'") + 1);
  const prefix =
    tokens[at]?.text === '~~'
      ? !/^[%_\\]/.test(literal)
      : tokens[at]?.text === '~' && /^\^\w/.test(literal);
  return { column, operator, prefix };
}
