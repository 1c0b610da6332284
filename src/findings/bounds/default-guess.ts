import { isWord, tokenize } from '../../sql/tokens';
import type { AccessPath, Predicate } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { columnTypes, indexesOf } from '../missing-index/index-advice';
import { comparable } from '../missing-index/index-keys';
import { comparisonOf, type ColumnTypes } from '../comparisons/predicates';

/** A share of rows that the planner did not take from statistics. */
export interface DefaultGuess {
  /** 0 to 1. */
  readonly share: number;
  /** Its name in PostgreSQL's source. */
  readonly name: string;
  /** The condition, as EXPLAIN prints it, or the expression of it that has no statistics. */
  readonly about: string;
}

/** selfuncs.h; `DEFAULT_NUM_DISTINCT` is 200, which makes an equality as likely as `DEFAULT_EQ_SEL`. */
const guesses = {
  DEFAULT_EQ_SEL: 0.005,
  DEFAULT_INEQ_SEL: 1 / 3,
  DEFAULT_RANGE_INEQ_SEL: 0.005,
  DEFAULT_MATCHING_SEL: 0.01,
  DEFAULT_UNK_SEL: 0.005,
  DEFAULT_NOT_UNK_SEL: 0.995,
  // like_support.c.
  DEFAULT_MATCH_SEL: 0.005,
  'the least share of patternsel': 0.0001,
  // array_selfuncs.c.
  DEFAULT_CONTAIN_SEL: 0.005,
  DEFAULT_OVERLAP_SEL: 0.01,
  // ts_selfuncs.c.
  DEFAULT_TS_MATCH_SEL: 0.001,
  // geo_selfuncs.c, contsel.
  contsel: 0.001,
  // clausesel.c, clause_selectivity_ext.
  'one half for a subplan': 0.5,
} as const;
type Name = keyof typeof guesses;

/** The planner rounds rows, and a table that grew since its last ANALYZE has other rows than the catalog says. */
const tolerance = 0.05;

/**
 * The default guess that an access's estimate of rows comes from; undefined where it may come from statistics. A condition
 * has to look like one that the planner has no statistics for, and the estimate has to be the guess's share of the rows.
 *
 * @param rows of the relation
 */
export function defaultGuess(
  access: AccessPath,
  rows: number,
  catalog?: Catalog,
): DefaultGuess | undefined {
  const types = columnTypes(access, catalog);
  const own = ranged([...access.conditions, ...access.filters], types);
  const known = indexesOf(access, catalog)
    .flatMap(({ columns }) => columns.filter((key) => /[^\w$"]/.test(key)))
    .map(comparable);
  const candidates = own.map(({ predicate, both }) => candidatesFor(predicate, both, types, known));
  if (candidates.some((each) => each.length === 0)) return undefined;
  // Every condition is a guess: the estimate is their product.
  const products = candidates.reduce<readonly { share: number; first?: DefaultGuess }[]>(
    (so, each) =>
      so.flatMap(({ share, first }) =>
        each.map((guess) => ({ share: share * guess.share, first: first ?? guess })),
      ),
    [{ share: 1 }],
  );
  const found = products.find(
    ({ share, first }) =>
      first !== undefined &&
      Math.abs(access.rows - share * rows) <= Math.max(1, tolerance * share * rows),
  );
  return found?.first === undefined ? undefined : { ...found.first, share: found.share };
}

interface Bounded {
  readonly predicate: Predicate;
  /** Whether the expression has a bound on both sides: the planner takes such a pair as one condition. */
  readonly both: boolean;
}

function ranged(all: readonly Predicate[], types: ColumnTypes): readonly Bounded[] {
  const sides = all.map((predicate) => comparisonOf(predicate, types));
  return all.flatMap((predicate, i): Bounded[] => {
    const own = sides[i];
    if (own === undefined || own.operator === '=') return [{ predicate, both: false }];
    const partner = sides.findIndex(
      (other, j) =>
        j !== i &&
        other?.operand === own.operand &&
        other.operator[0] !== own.operator[0] &&
        other.operator !== '=',
    );
    if (partner < 0) return [{ predicate, both: false }];
    return partner > i ? [{ predicate, both: true }] : [];
  });
}

function candidatesFor(
  predicate: Predicate,
  both: boolean,
  types: ColumnTypes,
  known: readonly string[],
): readonly DefaultGuess[] {
  const of = (about: string, ...names: readonly Name[]): readonly DefaultGuess[] =>
    names.map((name) => ({ share: guesses[name], name, about }));
  const { text } = predicate;
  const comparison = comparisonOf(predicate, types);
  if (comparison !== undefined) {
    const { operator, operand, bare } = comparison;
    // An index on the expression gives the planner statistics on it.
    if (known.includes(comparable(operand)) && !bare) return [];
    if (bare && !hasUnknownValue(text)) return [];
    // The distinct values of a bare column are known, whatever the value.
    if (operator === '=') return bare ? [] : of(operand, 'DEFAULT_EQ_SEL');
    return of(operand, both ? 'DEFAULT_RANGE_INEQ_SEL' : 'DEFAULT_INEQ_SEL');
  }
  const tokens = tokenize(text);
  const uses = (...symbols: readonly string[]): boolean =>
    tokens.some((token) => token.kind === 'symbol' && symbols.includes(token.text));
  if (tokens.some((token) => isWord(token, 'SubPlan'))) return of(text, 'one half for a subplan');
  if (tokens.some((token) => isWord(token, 'OR'))) return [];
  if (uses('~~', '~~*', '~', '~*')) {
    // Where none of the bounds of a histogram matches, the share is not below a ten-thousandth.
    return of(text, 'DEFAULT_MATCH_SEL', 'DEFAULT_MATCHING_SEL', 'the least share of patternsel');
  }
  if (uses('@@')) return of(text, 'DEFAULT_TS_MATCH_SEL', 'DEFAULT_MATCHING_SEL');
  if (uses('&&')) {
    // Of an array without statistics on its elements; of a range, rangetypes_selfuncs.c, default_range_selectivity.
    return of(text, 'DEFAULT_OVERLAP_SEL', 'DEFAULT_CONTAIN_SEL', 'contsel');
  }
  if (uses('@>', '<@', '?', '?|', '?&', '@?')) {
    return of(text, 'DEFAULT_CONTAIN_SEL', 'DEFAULT_MATCHING_SEL', 'contsel');
  }
  if (/ IS (NULL|UNKNOWN)\)*$/.test(text) && /\w\(/.test(text)) return of(text, 'DEFAULT_UNK_SEL');
  if (/ IS NOT (NULL|UNKNOWN)\)*$/.test(text) && /\w\(/.test(text)) {
    return of(text, 'DEFAULT_NOT_UNK_SEL');
  }
  return [];
}

/** A parameter of a generic plan or a column of another relation: its value is not known while planning. */
const hasUnknownValue = (text: string): boolean => /\$\d+/.test(text);
