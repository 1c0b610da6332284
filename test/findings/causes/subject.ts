import type { CountedConditions } from '../../../src/findings/evidence';
import type { CauseRule, CauseSubject } from '../../../src/findings/causes/subject';
import type { Plan, PlanNode } from '../../../src/plan/types';
import type { MeasuredRun, NodeWork } from '../../../src/trial/types';
import { planOf, sameRows, timeline } from '../../helpers/timelines';
import { trialOf } from '../work/trials';

/** A scan or another node of a run; a scan of `orders` where nothing else is said. */
export function work(parts: Partial<NodeWork> = {}): NodeWork {
  return {
    type: 'Seq Scan',
    depth: 0,
    relation: 'orders',
    alias: 'o',
    estimatedRows: 1,
    actualRows: 1,
    loops: 1,
    removedRows: 0,
    rowsHandled: 1,
    pages: 1,
    tempPages: 0,
    ...parts,
  };
}

export function runAt(size: number, nodes: readonly NodeWork[], of?: Plan): MeasuredRun {
  const [run] = trialOf({ pages: () => 1 }).runs;
  return { ...(run as MeasuredRun), size, nodes, plan: of ?? planOf({ cost: 1, rows: 1 }, []) };
}

/** What one rule says of a plan that is the same at all row counts. */
export function causeOf(
  rule: CauseRule,
  plan: Plan,
  parts: Partial<CauseSubject> = {},
): readonly string[] {
  const of = timeline(() => plan, { scales: [1e4, 1e6, 1e8] });
  const point = of.ranges.at(-1)?.points.at(-1);
  if (point === undefined) throw new RangeError('no point');
  return rule({
    timeline: of,
    point,
    accesses: plan.accesses,
    runs: [],
    others: [],
    tried: [],
    counted: [],
    bothPlans: undefined,
    beside: undefined,
    catalog: undefined,
    settings: {},
    relationRows: sameRows,
    condition: undefined,
    ...parts,
  });
}

export const filtered = (type: string, filter: string): PlanNode => ({
  type,
  properties: { Filter: filter, 'Relation Name': 'orders', Alias: 'o' },
  children: [],
});

/** Counts of the conditions of a plan's first access, on 300k rows in 4,000 pages. */
export function countedOf(
  { accesses: [access] }: Plan,
  rows: readonly number[],
  parts: Partial<CountedConditions>,
): CountedConditions {
  const all = [...(access?.conditions ?? []), ...(access?.filters ?? [])];
  return {
    occurrence: access?.occurrence ?? '',
    size: 300_000,
    rows: 300_000,
    terms: rows.flatMap((each, i) => {
      const term = all[i] ?? { text: '(o.a = 1)', columns: ['a'] };
      return { ...term, rows: each };
    }),
    together: 0,
    complete: true,
    pages: 1,
    tablePages: 4_000,
    correlations: {},
    ...parts,
  };
}
