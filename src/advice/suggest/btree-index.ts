import { keyText, partialTest } from '../../findings/missing-index/index-advice';
import type { Proposal } from '../../findings/missing-index/index-keys';
import { quoteIdent } from '../../postgres/quote';
import { listed } from '../../text/figures';
import { btreeKeys, type BtreeKeys } from '../index/btree-keys';
import { indexSuggestion } from '../index/create-index';
import type { Suggest } from '../situation';

/** B-trees for one access at most. The plan does not show which of several ranges bounds the read best. */
const mostPerAccess = 2;

/**
 * A b-tree on what bounds the read: columns compared for equality, then the order or a range. Tests of the text, such
 * as `deleted_at is null`, become the condition of a partial index: each row that fails them is one entry less.
 */
export const btreeIndex: Suggest = (situation) =>
  situation.accesses.flatMap((access) =>
    btreeKeys(access, situation)
      .slice(0, mostPerAccess)
      .map((keys) => {
        const where = [...new Set(keys.conditions.tests.flatMap((test) => partialTest(test)))];
        return indexSuggestion(
          where.length === 0 ? 'index' : 'partial-index',
          access,
          { keys: keyTexts(keys), where },
          reasonFor(keys, access.alias),
        );
      }),
  );

export function keyTexts({ equal, then = [] }: Proposal): readonly string[] {
  const last = typeof then === 'string' ? [quoteIdent(then)] : then.map(keyText);
  return [...equal.map(quoteIdent), ...last];
}

function reasonFor({ equal, then }: BtreeKeys, alias: string): string {
  const parts = [
    ...(equal.length === 0 ? [] : [`the equality on ${listed(equal)}`]),
    ...(typeof then === 'string' ? [`the range of ${then}`] : []),
    ...(Array.isArray(then) ? ['the order of the result'] : []),
  ];
  return `it serves ${parts.join(' and ')} of ${alias}`;
}
