import { formatCost, formatShare, rowsText } from '../../text/figures';
import { answerOf } from '../answer';
import type { Rule } from '../context';
import { bestIndex } from '../index-advice';
import { finding } from '../make';
import { missingIndex, smallShare, smallTable } from '../missing-index';
import { allPoints } from '../stretch';
import { wrappedAdvice } from '../wrapped-advice';

/** A result of more rows than a person or a page takes in is an export, which may well read everything. */
const boundedResult = 1000;

/** What one size shows of `no-index`: a large table read in full for a small part of it. */
export const fullScan: Rule = (timeline, context) =>
  allPoints(timeline).flatMap(({ plan }) => {
    const answer = answerOf(plan);
    return plan.accesses.flatMap((access) => {
      const rows = context.relationRows(access, 1);
      if (rows === undefined || rows < smallTable) return [];
      const missing = missingIndex(access, plan, rows, context.catalog);
      const result = Math.max(answer.fed, answer.returned);
      // What a LIMIT stops early costs a part of the scan only, and the whole cost shows that.
      const inFull = access.method === 'seq' && plan.cost >= access.cost * 0.5;
      const bounded = inFull && result <= boundedResult && result <= rows * smallShare;
      if (missing === undefined && !bounded) return [];
      const taken = missing?.taken ?? result;
      const index = missing?.index ?? bestIndex(access, plan, context.catalog);
      return finding(timeline, 'no-index', {
        why: `The scan reads all ${rowsText(rows)} of ${access.relation}, at a cost of ${formatCost(access.cost)}, for ${rowsText(taken)} (${formatShare(taken / rows)}).`,
        advice:
          index === undefined
            ? (wrappedAdvice(access, context.catalog) ??
              'Add a condition that an index can bound: a column compared with a value, or an index on the expression.')
            : `Try "${index}".`,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: taken / rows,
        costWithout: plan.cost,
      });
    });
  });
