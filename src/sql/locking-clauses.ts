import type { QueryText, Span } from './query-text';
import { walk } from './walk';

const strengths = [['UPDATE'], ['SHARE'], ['NO', 'KEY', 'UPDATE'], ['KEY', 'SHARE']] as const;

/**
 * The places of `for update …` and its kin in a statement, from the start of each to the start of what follows.
 * Undefined where their number is not the one that the parser sees.
 */
export function lockingClauses(query: QueryText): readonly Span[] | undefined {
  const { tokens, sql } = query;
  const spans: Span[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const start = tokens[index];
    const end = start?.word === 'FOR' ? endOf(query, index + 1) : undefined;
    if (start === undefined || end === undefined) continue;
    spans.push({ start: start.start, end: tokens[end]?.start ?? sql.length });
    index = end - 1;
  }
  return spans.length === count(query) ? spans : undefined;
}

/** Index of the first token after a locking clause whose strength begins at `index`. */
function endOf({ tokens }: QueryText, index: number): number | undefined {
  const word = (at: number): string | undefined => tokens[at]?.word;
  const strength = strengths.find((words) => words.every((each, i) => word(index + i) === each));
  if (strength === undefined) return undefined;
  let end = index + strength.length;
  if (word(end) === 'OF') {
    end += 2;
    while (word(end) === ',' || word(end) === '.') end += 2;
  }
  if (word(end) === 'NOWAIT') return end + 1;
  return word(end) === 'SKIP' && word(end + 1) === 'LOCKED' ? end + 2 : end;
}

function count({ tree }: QueryText): number {
  let clauses = 0;
  walk(tree, (key) => {
    if (key === 'LockingClause') clauses += 1;
  });
  return clauses;
}
