import { formatRows } from '../../text/row-count';
import { answerOf } from '../answer';
import type { Rule } from '../context';
import { bestIndex } from '../index-advice';
import { finding } from '../make';
import { allPoints } from '../stretch';
import { formatCost, formatShare } from '../../text/figures';

/** A table of fewer rows is read in full whatever indexes it has, and no harm done. */
const smallTable = 10_000;

/** A result of more rows than a person or a page takes in is an export, which may well read everything. */
const boundedResult = 1000;

/** Share of a table below which an index would pay, if there were one. */
const selective = 0.01;

/** What one size can tell of `no-index`: a large table read in full for a small part of it. */
export const fullScan: Rule = (timeline, context) =>
  allPoints(timeline).flatMap(({ plan }) => {
    const answer = answerOf(plan);
    return plan.accesses.flatMap((access) => {
      const rows = context.relationRows(access, 1);
      if (access.method !== 'seq' || rows === undefined || rows < smallTable) return [];
      // What a LIMIT stops early costs a part of the scan only, and the whole cost shows that.
      if (plan.cost < access.cost * 0.5) return [];
      const taken = Math.max(answer.fed, answer.returned);
      if (taken > boundedResult || taken > rows * selective) return [];
      const index = bestIndex(access, plan, context.catalog);
      return finding(timeline, 'no-index', {
        why: `All ${formatRows(rows)} rows of ${access.relation} are read, at a cost of ${formatCost(access.cost)}, for ${formatRows(taken)} of them (${formatShare(taken / rows)}).`,
        advice:
          index === undefined
            ? 'Give the condition a form that an index can serve: a bare column against a value, or an index on the expression.'
            : `Try "${index}".`,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: taken / rows,
        costWithout: plan.cost,
      });
    });
  });
