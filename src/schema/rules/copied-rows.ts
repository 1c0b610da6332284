import { type AdaptRule, skipped } from './types';

/** The rows of a table are those of the data model; a dump with data brings its own. */
export const copiedRows: AdaptRule = {
  name: 'copied-rows',
  adapt({ type, copied, tree }) {
    if (type !== 'CopyStmt' || copied === undefined) return undefined;
    if (copied === 0) return skipped();
    const { relname } = (tree['relation'] ?? {}) as { readonly relname?: string };
    return skipped(`skipped ${copied} ${copied === 1 ? 'row' : 'rows'} of COPY into ${relname}`);
  },
};
