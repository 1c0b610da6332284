import { tableName } from '../../findings/missing-index/index-advice';
import type { AccessPath } from '../../plan/types';
import type { Suggestion, SuggestionKind } from '../types';

/** The parts of an index, as SQL. */
export interface IndexParts {
  readonly method?: 'gin' | 'gist';
  readonly keys: readonly string[];
  readonly include?: readonly string[];
  /** Terms of the condition of a partial index. */
  readonly where?: readonly string[];
}

export function indexSuggestion(
  kind: SuggestionKind,
  access: AccessPath,
  { method, keys, include = [], where = [] }: IndexParts,
  reason: string,
): Suggestion {
  const using = method === undefined ? '' : ` using ${method}`;
  const included = include.length === 0 ? '' : ` include (${include.join(', ')})`;
  const condition = where.length === 0 ? '' : ` where ${where.join(' and ')}`;
  const text = `create index on ${tableName(access)}${using} (${keys.join(', ')})${included}${condition}`;
  return { kind, text, reason, candidate: { ddl: [text] } };
}
