import type { Suggestion, SuggestionKind } from '../types';

/** A suggestion of another text, with the parameters as they are. */
export function rewriteSuggestion(
  kind: SuggestionKind,
  sql: string,
  reason: string,
  rest: { readonly proviso?: string; readonly ddl?: readonly string[] } = {},
): Suggestion {
  const { proviso, ddl } = rest;
  return {
    kind,
    text: ddl === undefined ? sql : `${ddl.join('; ')}; ${sql}`,
    reason,
    candidate: {
      ...(ddl === undefined ? {} : { ddl }),
      rewrite: ({ parameters }) => ({ sql, parameters }),
    },
    ...(proviso === undefined ? {} : { proviso }),
  };
}
