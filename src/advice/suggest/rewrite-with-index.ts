import type { MeasuredRun } from '../../trial/types';
import { readQuery } from '../../sql/query-text';
import type { Situation } from '../situation';
import type { Suggestion } from '../types';
import { weightyAccesses } from '../weighty';
import { btreeIndex } from './btree-index';
import { rewriteSuggestion } from './rewrite';

/**
 * A text that helps only together with an index: `created_at::date = $1` as a range of times, where no index leads with
 * `created_at`. The conditions that an index could serve show in the plan of the text that was tried alone.
 */
export async function rewriteWithIndex(
  rewrite: Suggestion,
  run: MeasuredRun,
  situation: Situation,
): Promise<readonly Suggestion[]> {
  const { kind, text, reason, proviso, candidate } = rewrite;
  if (candidate.rewrite === undefined || candidate.ddl !== undefined) return [];
  const { plan, occurrences } = run;
  const accesses = weightyAccesses(plan, occurrences);
  const rewritten = { ...situation, plan, accesses, query: await readQuery(text) };
  return btreeIndex(rewritten).map((index) =>
    rewriteSuggestion(kind, text, `${reason}, and an index helps: ${index.reason}`, {
      ...(proviso === undefined ? {} : { proviso }),
      ddl: [index.text],
    }),
  );
}
