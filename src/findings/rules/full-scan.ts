import { formatCost, formatShare, rowsText } from '../../text/figures';
import { defaultGuess } from '../bounds/default-guess';
import { guessText } from '../bounds/guess-at';
import { resultSize } from '../growth/result-size';
import type { Rule } from '../context';
import { finding } from '../finding';
import { missingIndex, smallShare, smallTable } from '../missing-index/missing-index';
import { allPoints } from '../changes/row-count-interval';

/** A result of more rows than a person or a page takes in is an export, which may well read everything. */
const boundedResult = 1000;

const notTriedByAudit =
  'An audit tries no index. --with "create index on …" plans the statements on a twin with one that you name.';

/** What one size shows of `no-index`: a large table read in full for a small part of it. */
export const fullScan: Rule = (timeline, context) =>
  allPoints(timeline).flatMap(({ plan }) => {
    const size = resultSize(plan);
    return plan.accesses.flatMap((access) => {
      const rows = context.relationRows(access, 1);
      if (rows === undefined || rows < smallTable) return [];
      const missing = missingIndex(access, plan, rows, context.catalog);
      const result = Math.max(size.fed, size.returned);
      // What a LIMIT stops early costs a part of the scan only, and the whole cost shows that.
      const inFull = access.method === 'seq' && plan.cost >= access.cost * 0.5;
      const bounded = inFull && result <= boundedResult && result <= rows * smallShare;
      const guess = inFull ? defaultGuess(access, rows, context.catalog) : undefined;
      const guessed = guess !== undefined && guess.share <= smallShare;
      if (missing === undefined && !bounded && !guessed) return [];
      const taken = missing?.taken ?? (bounded ? result : access.rows);
      const doubt = guessed
        ? ` That share is no figure of its statistics: ${guessText(guess)}.`
        : '';
      return finding(timeline, 'no-index', {
        why: `The scan reads all ${rowsText(rows)} of ${access.relation}, at a cost of ${formatCost(access.cost)}, and the planner expects ${rowsText(taken)} (${formatShare(taken / rows)}) by its estimates.${doubt}`,
        advice: notTriedByAudit,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: taken / rows,
        costWithout: plan.cost,
      });
    });
  });
