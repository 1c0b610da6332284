import type { AdaptRule } from './types';

const types = ['IndexStmt', 'DropStmt', 'ReindexStmt', 'RefreshMatViewStmt'];

/**
 * `concurrently` keeps writers going, of which there are none here, and is refused inside a transaction
 * (PreventInTransactionBlock, xact.c), in which some migrations run.
 */
export const concurrently: AdaptRule = {
  name: 'concurrently',
  adapt({ type = '', sql, tree }) {
    const asked = tree['concurrent'] === true || type === 'ReindexStmt';
    if (!types.includes(type) || !asked) return undefined;
    // The keyword comes before any name or string.
    const word =
      /^((?:create\s+(?:unique\s+)?index|drop\s+index|reindex\s+\w+|refresh\s+materialized\s+view)\s+)concurrently\b/i;
    // Blanks, so that positions in messages stay.
    return word.test(sql)
      ? { run: [sql.replace(word, (text, before: string) => before.padEnd(text.length))] }
      : undefined;
  },
};
